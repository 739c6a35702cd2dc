import type { Exit } from "@scriptyard/model";
import { useEffect } from "react";
import { monaco } from "../../../monaco/setup.ts";
import { useScriptScope } from "../editor-context.ts";
import { outcomeAtCursor, outcomeReach } from "./outcome-at-cursor.ts";

/** Inside the quotes of an outcome the edges of this script's node are offered, each with where it leads. */
export function useOutcomeCompletion(): void {
  const { detail, draft } = useScriptScope();
  const { flow } = detail;
  const { model } = draft;
  useEffect(() => {
    if (flow?.kind !== "decision") return;
    const provider = monaco.languages.registerCompletionItemProvider(["typescript", "javascript"], {
      triggerCharacters: ['"', "'", "`"],
      provideCompletionItems: (asked, position) => ({
        suggestions: asked === model ? suggestionsAt(asked, position, flow.exits) : [],
      }),
    });
    return () => provider.dispose();
  }, [model, flow]);
}

function suggestionsAt(
  model: monaco.editor.ITextModel,
  position: monaco.Position,
  exits: readonly Exit[],
): monaco.languages.CompletionItem[] {
  const offset = model.getOffsetAt(position);
  const from = model.getPositionAt(Math.max(0, offset - outcomeReach));
  const typed = outcomeAtCursor(model.getValueInRange(monaco.Range.fromPositions(from, position)));
  if (typed === null) return [];
  // What stands behind the cursor of the same word is replaced too.
  const rest = /^[\w-]*/.exec(model.getLineContent(position.lineNumber).slice(position.column - 1))![0];
  const range = monaco.Range.fromPositions(
    model.getPositionAt(offset - typed.length),
    model.getPositionAt(offset + rest.length),
  );
  return exits.flatMap(({ outcome, title }, at) =>
    outcome === null
      ? []
      : [
          {
            label: outcome,
            insertText: outcome,
            detail: `→ ${title}`,
            kind: monaco.languages.CompletionItemKind.EnumMember,
            // In the flow's order, before words of the TypeScript worker.
            sortText: `0${String(at).padStart(3, "0")}`,
            range,
          },
        ],
  );
}
