import { act, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { CodePane } from "../code/code-pane.tsx";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { organiseAction } from "./use-organise-imports.ts";

afterEach(closeEditor);

const source = 'import { b, a } from "shared/dates";\nimport { unused } from "shared/risk";\na(b);\n';

async function organised(readOnlyReason?: string) {
  using _ = fakeWire({ "drafts.save": () => new Promise(() => {}) });
  const { draft } = await inEditor(<CodePane />, {
    detail: aDetail({ draft: { source } }),
    ...(readOnlyReason && { readOnlyReason }),
  });
  const editor = await waitFor(() => {
    const found = monaco.editor.getEditors().find((one) => one.getModel() === draft.model);
    expect(found?.getAction(organiseAction)).toBeTruthy();
    return found as monaco.editor.IStandaloneCodeEditor;
  });
  await act(async () => editor.getAction(organiseAction)?.run());
  return { draft, editor };
}

test("its command puts the imports in order and takes out what is not used; undo brings it back at once", async () => {
  const { draft } = await organised();
  expect(draft.model.getValue()).toBe('import { a, b } from "shared/dates";\na(b);\n');
  act(() => void draft.model.undo());
  expect(draft.model.getValue()).toBe(source);
});

test("a text that is only read stays as it is", async () => {
  const { draft } = await organised("Your role is operator.");
  expect(draft.model.getValue()).toBe(source);
});
