import { MantineProvider } from "@mantine/core";
import { act, cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../testing/browser-parts.ts";
import { editorCalled } from "../testing/editors.ts";
import { DiffView } from "./diff-view.tsx";
import { monaco } from "./setup.ts";
import { TextView } from "./text-view.tsx";
import { useWordWrap } from "./word-wrap.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const shown = (ui: React.ReactNode) => {
  const view = render(<MantineProvider env="test">{ui}</MantineProvider>);
  return {
    ...view,
    show: (next: React.ReactNode) => view.rerender(<MantineProvider env="test">{next}</MantineProvider>),
  };
};
/** The editors in the page whose text that is. */
const editorsOf = (text: string) =>
  monaco.editor.getEditors().filter((one) => one.getModel()?.getValue() === text);
test("a text is shown as it is, however hostile, with its line marked; nobody can type in it", () => {
  const hostile = "const a = '<img src=x onerror=alert(1)>';\n\u202e// evil\n</script>";
  const { container } = shown(
    <TextView text={hostile} language="typescript" label="Source of v3, read-only" line={2} tone="error" />,
  );
  const [editor] = editorsOf(hostile);
  expect(container.querySelector("img, script")).toBeNull();
  expect(editor?.getRawOptions()).toMatchObject({ ariaLabel: "Source of v3, read-only", readOnly: true });
  expect(editor?.getPosition()).toMatchObject({ lineNumber: 2, column: 1 });
  const marks = editor
    ?.getModel()
    ?.getLineDecorations(2)
    .map(({ options }) => options.className);
  expect(marks).toContain("sy-line-error");
  editor?.trigger("keyboard", "type", { text: "x" });
  expect(editor?.getModel()?.getValue()).toBe(hostile);
});

test("a line that the text has not is not marked, and the text is there all the same", () => {
  shown(<TextView text={"a\nb"} language="json" label="Two lines" line={40} />);
  const [editor] = editorsOf("a\nb");
  expect(editor?.getPosition()?.lineNumber).toBe(1);
  expect(
    editor
      ?.getModel()
      ?.getAllDecorations()
      .filter(({ options }) => options.isWholeLine),
  ).toEqual([]);
});

test("what was shown is gone with its view: neither texts nor editors pile up", () => {
  // A comparison that is under way ends first, and here nobody compares.
  const before = [monaco.editor.getModels().length, monaco.editor.getEditors().length];
  const view = shown(<TextView text="one" language="typescript" label="x" />);
  view.show(<TextView text="two" language="javascript" label="x" />);
  expect(editorsOf("one")).toEqual([]);
  expect(editorsOf("two")).toHaveLength(1);
  view.unmount();
  expect([monaco.editor.getModels().length, monaco.editor.getEditors().length]).toEqual(before);
});

test("two texts stand beside each other under their names, and neither can be typed in", () => {
  shown(<DiffView original="old" modified="new" language="typescript" labels={["Live v1", "Draft"]} />);
  expect(editorCalled("Live v1")?.getModel()?.getValue()).toBe("old");
  expect(editorCalled("Draft")?.getModel()?.getValue()).toBe("new");
  for (const name of ["Live v1", "Draft"])
    expect(editorCalled(name)?.getRawOptions().readOnly, name).toBe(true);
});

test("a right side that is edited says what it is now, and what comes back does not start it over", () => {
  const onEdit = vi.fn();
  const view = shown(
    <DiffView original="old" modified="mine" language="typescript" labels={["a", "b"]} onEdit={onEdit} />,
  );
  const editor = editorCalled("b")!;
  act(() => editor.getModel()?.setValue("mine, changed"));
  expect(onEdit).toHaveBeenCalledExactlyOnceWith("mine, changed");
  const later = vi.fn();
  view.show(
    <DiffView
      original="old"
      modified="mine, changed"
      language="typescript"
      labels={["a", "b"]}
      onEdit={later}
    />,
  );
  expect(editorCalled("b")).toBe(editor);
  act(() => editor.getModel()?.setValue("again"));
  expect(later).toHaveBeenCalledExactlyOnceWith("again");
});

function Wrapping() {
  const { wrap, toggle } = useWordWrap();
  return (
    <button type="button" onClick={toggle}>
      {wrap ? "wraps" : "cuts"}
    </button>
  );
}

test("long lines wrap at first; a change holds for every text of the page, and for the next visit", async () => {
  const page = (
    <>
      <Wrapping />
      <TextView text="one" language="typescript" label="One" />
      <DiffView original="old" modified="new" language="typescript" labels={["Old", "New"]} />
    </>
  );
  const first = shown(page);
  const wraps = () => ["One", "Old", "New"].map((label) => editorCalled(label)?.getRawOptions().wordWrap);
  expect(wraps()).toEqual(["on", "on", "on"]);
  act(() => first.getByRole("button", { name: "wraps" }).click());
  await waitFor(() => expect(wraps()).toEqual(["off", "off", "off"]));
  first.unmount();
  const again = shown(page);
  expect(again.getByRole("button", { name: "cuts" })).toBeTruthy();
  expect(wraps()).toEqual(["off", "off", "off"]);
});

test.each([
  ["typescript-view", 'const a: number = 1; // "note"', ["keyword", "number", "comment"]],
  ["javascript-view", "const a = /x/g;", ["keyword", "regexp"]],
  [
    "json-view",
    '{ "a": [1.5e3, true, "\\"b\\""] }',
    ["string.key.json", "number", "keyword.json", "string.value.json"],
  ],
])("%s colours a text without its worker", async (language, text, kinds) => {
  const [tokens] = monaco.editor.tokenize(text, language);
  const found = tokens?.map(({ type }) => type) ?? [];
  for (const kind of kinds)
    expect(
      found.some((type) => type.startsWith(kind)),
      `${kind} in ${found.join()}`,
    ).toBe(true);
});
