import type { Exit } from "@scriptyard/model";
import { useEffect } from "react";
import { codeLanguages } from "../../../monaco/code-languages.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useScriptScope } from "../editor-context.ts";
import { outcomeAtCursor, outcomeReach } from "./outcome-at-cursor.ts";
import { typedWord } from "./typed-word.ts";

/** Inside the quotes of an outcome the edges of this script's node are offered, each with where it leads. */
export function useOutcomeCompletion(): void {
  const { detail, draft } = useScriptScope();
  const { flow } = detail;
  const { model } = draft;
  useEffect(() => {
    if (!flow?.decides) return;
    const provider = monaco.languages.registerCompletionItemProvider(codeLanguages, {
      triggerCharacters: ['"', "'", "`"],
      provideCompletionItems: (asked, position) => ({
        suggestions: asked === model ? suggestionsAt(asked, position, flow) : [],
      }),
    });
    return () => provider.dispose();
  }, [model, flow]);
}

function suggestionsAt(
  model: monaco.editor.ITextModel,
  position: monaco.Position,
  { exits, outcomeMembers }: { exits: readonly Exit[]; outcomeMembers: readonly string[] },
): monaco.languages.CompletionItem[] {
  const find = (before: string) => outcomeAtCursor(before, outcomeMembers);
  const word = typedWord(model, position, { reach: outcomeReach, find, rest: /^[\w-]*/ });
  if (word === null) return [];
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
            range: word.range,
          },
        ],
  );
}
