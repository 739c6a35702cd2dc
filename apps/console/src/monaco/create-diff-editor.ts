import { setHoverDelegateFactory } from "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js";
import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";
import { WorkbenchHoverDelegate } from "monaco-editor/platform/hover/browser/hover.js";
import { IInstantiationService } from "monaco-editor/platform/instantiation/common/instantiation.js";
import { monaco } from "./setup.ts";

/**
 * A diff editor that leaves nothing behind. In 0.57 each code editor takes over, for the whole page, how hovers of menus,
 * bars and labels are made. The two inside a diff editor do so with services that end with it: whatever was made after the
 * comparison was closed (a context menu, a peek, a hover) threw "InstantiationService has been disposed", some of it for
 * good, and a page that made it while it rendered was gone. So the making is handed back to services that never end.
 */
export function createDiffEditor(
  place: HTMLElement,
  options: monaco.editor.IStandaloneDiffEditorConstructionOptions,
): monaco.editor.IStandaloneDiffEditor {
  const editor = monaco.editor.createDiffEditor(place, options);
  const services = StandaloneServices.get(IInstantiationService);
  setHoverDelegateFactory((placement, instantHover) =>
    services.createInstance(WorkbenchHoverDelegate, placement, { instantHover }, {}),
  );
  return editor;
}
