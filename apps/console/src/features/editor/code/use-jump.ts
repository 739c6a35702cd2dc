import { useCallback } from "react";
import { type Place, useEditorScope, useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";

/** Goes to a line: in the editor in front, or in the script the place names. */
export function useJump(): (place: Place) => void {
  const { route } = useEditorScope();
  const { detail, editor } = useScriptScope();
  const here = specifierOf(detail.item);

  return useCallback(
    ({ file, line, column = 1 }) => {
      if (file !== undefined && file !== here) {
        const [module, name] = file.split("/");
        if (module && name) route.open(module, name, { line });
        return;
      }
      if (!editor) return route.patch({ line });
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.setPosition({ lineNumber: line, column });
      editor.focus();
    },
    [route, here, editor],
  );
}
