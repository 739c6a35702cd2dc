import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import type { ScriptScope } from "../editor-context.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { DocsRail } from "./docs-rail.tsx";

afterEach(closeEditor);

const fn = (name: string, change: object = {}) => ({
  name,
  kind: "effect",
  description: `What ${name} does. And more of it.`,
  signature: `${name}(value: string): void`,
  params: [{ name: "value", type: "string", optional: true, description: "A `value`." }],
  result: "void",
  example: `${name}("x")`,
  badArgument: null,
  capability: "flow.write",
  levels: ["safe"],
  ...change,
});
const reference = {
  hooks: [
    {
      name: "onExecute",
      title: "A node decides",
      description: "Called at a node.",
      signature: "onExecute(context)",
      functions: ["flow.set", "hash.sha256"],
    },
  ],
  functions: [fn("flow.set"), fn("hash.sha256", { kind: "host" }), fn("redirect.to")],
  types: [],
};
const answers = { "host.reference": () => reference, "policy.script": () => ({ policy: { refused: [] } }) };
const names = () =>
  within(screen.getByRole("list", { name: "Functions" }))
    .getAllByRole("listitem")
    .map((one) => one.querySelector("code")?.textContent);

/** An editor whose cursor stands in a line, and that takes edits. */
function editorAt(line: string, column: number) {
  const edits: string[] = [];
  const editor = {
    getPosition: () => ({ lineNumber: 1, column }),
    getModel: () => ({ getLineContent: () => line }),
    onDidChangeCursorPosition: () => ({ dispose() {} }),
    focus: vi.fn(),
    getSelection: () => ({}),
    executeEdits: (_: string, [edit]: [{ text: string }]) => edits.push(edit.text),
    pushUndoStop() {},
  };
  return { editor: editor as unknown as ScriptScope["editor"], edits };
}

test("a hook's script sees what its hook may call; a library sees everything", async () => {
  using _ = fakeWire(answers);
  await inEditor(<DocsRail />);
  await screen.findByText("A node decides");
  expect(names()).toEqual(["flow.set", "hash.sha256"]);
  closeEditor();
  await inEditor(<DocsRail />, { detail: aDetail({ item: { hook: null } }) });
  await screen.findByRole("list", { name: "Functions" });
  expect(names()).toEqual(["flow.set", "hash.sha256", "redirect.to"]);
});

test("a search finds by name first and by what it does, can be cleared, and says when nothing is found", async () => {
  using _ = fakeWire(answers);
  await inEditor(<DocsRail />);
  const search = await screen.findByRole("textbox", { name: "Search the host API" });
  fireEvent.change(search, { target: { value: "sha" } });
  expect(names()).toEqual(["hash.sha256"]);
  fireEvent.change(search, { target: { value: "nobody" } });
  expect(screen.getByText("No function matches")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Clear the search" }));
  expect(names()).toHaveLength(2);
});

test("the function under the cursor is on top and open; its example goes where the cursor is", async () => {
  using _ = fakeWire(answers);
  const { editor, edits } = editorAt('  flow.set("a", 1)', 6);
  await inEditor(<DocsRail />, { editor });
  const current = within(await screen.findByRole("region", { name: "Function under the cursor" }));
  expect(names()).toEqual(["hash.sha256"]);
  fireEvent.click(current.getByRole("button", { name: "Insert example" }));
  expect(edits).toEqual(['flow.set("x")']);
});

test("who may only read inserts nothing; what the level refuses is said at the function", async () => {
  const refused = [{ capability: "flow.write", by: "safe" }];
  using _ = fakeWire({ ...answers, "policy.script": () => ({ policy: { refused } }) });
  const { editor } = editorAt("", 1);
  await inEditor(<DocsRail />, { editor, readOnlyReason: "Your role is operator." });
  const [first] = await screen.findAllByText(/Not at security level safe/);
  expect(first?.textContent).toContain("does not allow the capability flow.write");
  for (const button of screen.getAllByRole<HTMLButtonElement>("button", {
    name: "Insert example",
    hidden: true,
  }))
    expect(button.disabled).toBe(true);
});

test("a reference that does not come says so, and is asked for again", async () => {
  let away = true;
  using _ = fakeWire({
    ...answers,
    "host.reference": () => {
      if (away) throw new Refusal("The host is away.", { fault: "internal" });
      return reference;
    },
  });
  await inEditor(<DocsRail />);
  expect(await screen.findByText("The host is away.")).toBeTruthy();
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("A node decides")).toBeTruthy();
});
