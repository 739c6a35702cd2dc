import { createInstantHoverDelegate } from "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js";
import { expect, test } from "vitest";
import { createDiffEditor } from "./create-diff-editor.ts";
import { monaco } from "./setup.ts";

const options = { readOnly: true };

test("menus, peeks and hovers can be made after a comparison was closed", () => {
  const closed = createDiffEditor(document.createElement("div"), options);
  createInstantHoverDelegate().dispose();
  closed.dispose();
  createInstantHoverDelegate().dispose();

  // What is mended here: when this does not throw any more, Monaco has mended it, and the module can go.
  monaco.editor.createDiffEditor(document.createElement("div"), options).dispose();
  expect(() => createInstantHoverDelegate()).toThrow("InstantiationService has been disposed");
  createDiffEditor(document.createElement("div"), options).dispose();
  createInstantHoverDelegate().dispose();
});
