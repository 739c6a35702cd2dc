import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { ReferencesPanel } from "../references/references-panel.tsx";
import { completionsAt, taken } from "../testing/ask-monaco.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { CodePane } from "./code-pane.tsx";

afterEach(closeEditor);

const saves: Answers = { "drafts.save": () => new Promise(() => {}) };
/** The draft in a real editor, mounted. */
async function pane(options: Parameters<typeof inEditor>[1] = {}, beside: React.ReactNode = null) {
  const shown = await inEditor(
    <>
      <CodePane />
      {beside}
    </>,
    options,
  );
  const editor = await waitFor(() => {
    const found = monaco.editor.getEditors().find((one) => one.getModel() === shown.draft.model);
    // With what belongs to it, which comes a moment after it was mounted.
    expect(found?.getAction("scriptyard.references")).toBeTruthy();
    return found as monaco.editor.IStandaloneCodeEditor;
  });
  return { ...shown, editor };
}
const lineMarks = (model: monaco.editor.ITextModel) =>
  model
    .getAllDecorations()
    .filter(({ options }) => options.className?.startsWith("sy-line-"))
    .map(({ range, options }) => `${options.className} ${range.startLineNumber}`);

test("the text is its draft's own, and has the focus; who may only read is told why when they type", async () => {
  using _ = fakeWire(saves);
  const { editor, draft } = await pane({ readOnlyReason: "Your role is operator." });
  expect(editor.getRawOptions()).toMatchObject({
    readOnly: true,
    readOnlyMessage: { value: "Your role is operator." },
  });
  act(() => editor.trigger("keyboard", "type", { text: "x" }));
  expect(draft.model.getValue()).toBe("return 1");
  closeEditor();
  const other = await pane();
  act(() => other.editor.trigger("keyboard", "type", { text: "x" }));
  expect(other.draft.session.state().text).toBe("xreturn 1");
});

test("a dialog that the address opened over the text keeps the focus: what is typed there is not written into the draft", async () => {
  using _ = fakeWire(saves);
  const { editor } = await pane(
    {},
    <div role="dialog">
      {/* biome-ignore lint/a11y/noAutofocus: as a dialog's field has it */}
      <textarea aria-label="Reason" autoFocus />
    </div>,
  );
  expect(document.activeElement).toBe(screen.getByLabelText("Reason"));
  expect(editor.hasTextFocus()).toBe(false);
  closeEditor();
  const alone = await pane();
  expect(alone.editor.hasTextFocus()).toBe(true);
});

test("the line of the address is marked and has the caret, the last one where it has fewer; typing takes the mark away", async () => {
  using _ = fakeWire(saves);
  const detail = aDetail({ draft: { source: "one\ntwo\nthree" } });
  const { editor, draft } = await pane({ detail, search: { line: 2 } });
  await waitFor(() => expect(lineMarks(draft.model)).toEqual(["sy-line-info 2"]));
  expect(editor.getPosition()).toMatchObject({ lineNumber: 2, column: 1 });
  act(() => editor.trigger("keyboard", "type", { text: "x" }));
  expect(lineMarks(draft.model)).toEqual([]);
  closeEditor();
  const beyond = await pane({ search: { line: 900 } });
  await waitFor(() => expect(lineMarks(beyond.draft.model)).toEqual(["sy-line-info 1"]));
});

const exits = [
  { outcome: "suspicious", title: "Second factor" },
  { outcome: "known", title: "Welcome" },
  { outcome: null, title: "the end" },
];
const outcomeMembers = ["outcome"];
const deciding = (decides = true) =>
  aDetail({ flow: { name: "login", node: "risk", decides, exits, outcomeMembers } });

test("inside the quotes of an outcome the node's edges are offered, each with where it leads; the whole word is replaced", async () => {
  using _ = fakeWire(saves);
  const { draft } = await pane({ detail: deciding() });
  const offered = (marked: string) => completionsAt(draft.model, marked);
  const found = await offered('return { action: "continue", outcome: "sus|picous" };');
  expect(found.map(({ label, detail }) => [label, detail])).toEqual([
    ["suspicious", "→ Second factor"],
    ["known", "→ Welcome"],
  ]);
  expect(taken(draft.model, found[0]!)).toBe('return { action: "continue", outcome: "suspicious" };');
  expect(await offered('return { action: "|" };')).toEqual([]);
  closeEditor();
  // What decides nothing has no outcomes.
  const block = await pane({ detail: deciding(false) });
  expect(await completionsAt(block.draft.model, 'return { outcome: "|" };')).toEqual([]);
});

const answer = (name: string) => ({
  status: "found",
  name,
  declaredIn: "shared/dates",
  exported: true,
  scripts: [],
  more: 0,
  notLookedAt: 0,
});

test("Shift+F12 looks for the name at the caret in the text as it is typed, and shows the answer below", async () => {
  const asked: { source: string; line: number; column: number }[] = [];
  using _ = fakeWire({
    ...saves,
    "references.find": (input: (typeof asked)[number]) => {
      asked.push(input);
      return answer("isWeekend");
    },
  });
  const detail = aDetail({ draft: { source: "isWeekend(1);\n\n" } });
  const { editor, address } = await pane({ detail }, <ReferencesPanel />);
  editor.setPosition({ lineNumber: 2, column: 1 });
  await act(async () => editor.getAction("scriptyard.references")!.run());
  // There is no name.
  expect([asked.length, address()]).toEqual([0, {}]);
  act(() => editor.setValue("// typed\nisWeekend(1);\n"));
  editor.setPosition({ lineNumber: 2, column: 4 });
  await act(async () => editor.getAction("scriptyard.references")!.run());
  expect(address()).toEqual({ panel: "references" });
  expect(await screen.findByText(/0 places in 0 scripts, declared in shared\/dates/)).toBeTruthy();
  expect(asked).toEqual([
    { scriptId: detail.item.id, source: "// typed\nisWeekend(1);\n", line: 2, column: 4 },
  ]);
});

test("of two names that are looked for in haste, the answer of the later one is shown; a refusal is said", async () => {
  const answers: ((value: unknown) => void)[] = [];
  let refused = false;
  using _ = fakeWire({
    ...saves,
    "references.find": () => {
      if (refused) throw new Refusal("The type check has to wait.", { fault: "busy" });
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const { editor } = await pane(
    { detail: aDetail({ draft: { source: "alpha beta" } }) },
    <ReferencesPanel />,
  );
  const look = async (column: number) => {
    editor.setPosition({ lineNumber: 1, column });
    await act(async () => editor.getAction("scriptyard.references")!.run());
  };
  await look(2);
  expect(screen.getByRole("status").textContent).toContain("Looking for alpha");
  // Two that are asked at the same moment are answered together.
  await waitFor(() => expect(answers).toHaveLength(1));
  await look(8);
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!(answer("beta"));
  await waitFor(() => expect(screen.getByRole("status").textContent).toContain("beta: 0 places"));
  answers[0]!(answer("alpha"));
  await act(async () => {});
  expect(screen.getByRole("status").textContent).toContain("beta: 0 places");
  refused = true;
  await look(2);
  expect((await screen.findByRole("alert")).textContent).toBe("The type check has to wait.");
});

test("leaving the pane takes its keys and its completions with it, and leaves the text", async () => {
  using _ = fakeWire(saves);
  const { draft, editor } = await pane({ detail: deciding() });
  act(() => editor.trigger("keyboard", "type", { text: "x" }));
  cleanup();
  expect(draft.model.isDisposed()).toBe(false);
  expect(draft.model.getValue()).toBe("xreturn 1");
  expect(await completionsAt(draft.model, 'return { outcome: "|" };')).toEqual([]);
  expect(fireEvent.keyDown(window, { key: "F2" })).toBe(true);
});
