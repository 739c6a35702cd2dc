import { setHoverDelegateFactory } from "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js";
import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";
import type * as Monaco from "monaco-editor/editor.js";
import { WorkbenchHoverDelegate } from "monaco-editor/platform/hover/browser/hover.js";
import { IInstantiationService } from "monaco-editor/platform/instantiation/common/instantiation.js";

/**
 * Every new editor makes itself the one that all others' hovers are made by, and stays it when it is gone: a list of
 * suggestions of the draft's editor, made at some idle moment after a comparison was closed, failed, and its page with it.
 * So what makes them is put back to Monaco's own services, which last as long as the page.
 */
export function keepHovers(monaco: typeof Monaco): void {
  monaco.editor.onDidCreateEditor(() =>
    // The event comes from within the editor's making, before it makes itself that.
    queueMicrotask(() =>
      setHoverDelegateFactory((placement, instantHover) =>
        StandaloneServices.get(IInstantiationService).createInstance(
          WorkbenchHoverDelegate,
          placement,
          { instantHover },
          {},
        ),
      ),
    ),
  );
}
