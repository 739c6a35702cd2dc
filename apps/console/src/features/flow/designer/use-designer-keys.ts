import { useKey } from "../../../app/keys/use-key.ts";
import type { FlowPanel } from "../search.ts";
import type { Designing } from "./use-designing.ts";

/** The keys of drawing; nothing where somebody only looks. */
export function useDesignerKeys(
  designing: Designing,
  options: { mayEdit: boolean; onPanel: (panel: FlowPanel) => void },
): void {
  const { only, ask } = designing;
  const may = (act: () => void) => () => {
    if (options.mayEdit) act();
  };
  useKey(
    "addNode",
    may(() => ask({ kind: "add", ...(only === undefined ? {} : { after: only }) })),
  );
  useKey(
    "connectNode",
    may(() => only !== undefined && ask({ kind: "connect", from: only, to: null })),
  );
  useKey(
    "renameNode",
    may(() => only !== undefined && ask({ kind: "rename", node: only })),
  );
  useKey("removeNodes", may(designing.remove));
  useKey("undoDrawing", may(designing.undo));
  useKey("redoDrawing", may(designing.redo));
  useKey(
    "publishFlow",
    may(() => options.onPanel("publish")),
  );
}
