import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { TabFocus } from "monaco-editor/editor/browser/config/tabFocus.js";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { CodePane } from "./code-pane.tsx";

afterEach(closeEditor);

/** The draft in a real editor, beside a field. */
async function pane() {
  const { draft } = await inEditor(
    <>
      <input aria-label="Before" />
      <CodePane />
    </>,
  );
  return waitFor(() => {
    const found = monaco.editor.getEditors().find((one) => one.getModel() === draft.model);
    expect(found?.getAction("scriptyard.references")).toBeTruthy();
    return found as monaco.editor.IStandaloneCodeEditor;
  });
}
const wire = () => fakeWire({ "drafts.save": () => new Promise(() => {}) });
/** What its key does; a journey presses it. */
const letTabLeave = (leaves: boolean) => act(() => TabFocus.setTabFocusMode(leaves));

test("who comes into the text by Tab is told how to leave it, until they type", async () => {
  using _ = wire();
  const editor = await pane();
  const field = screen.getByLabelText("Before");
  const come = (by: () => void) => {
    act(() => field.focus());
    by();
    act(() => editor.focus());
  };
  // Who clicks has a mouse.
  come(() => fireEvent.pointerDown(field));
  expect(screen.queryByText(/Tab indents here/)).toBeNull();
  come(() => fireEvent.keyDown(field, { key: "Tab" }));
  expect(screen.getByText(/Tab indents here/).textContent).toContain("makes it leave the text");
  act(() => editor.trigger("keyboard", "type", { text: "x" }));
  expect(screen.queryByText(/Tab indents here/)).toBeNull();
});

test("while Tab leaves the text that is said beside it, to who clicked into it as well", async () => {
  using _ = wire();
  const editor = await pane();
  expect(screen.queryByText(/Tab leaves the text/)).toBeNull();
  letTabLeave(true);
  expect(screen.getByText(/Tab leaves the text/).textContent).toContain("makes it indent");
  act(() => editor.trigger("keyboard", "type", { text: "x" }));
  expect(screen.getByText(/Tab leaves the text/)).toBeTruthy();
  letTabLeave(false);
  expect(screen.queryByText(/Tab leaves the text/)).toBeNull();
});
