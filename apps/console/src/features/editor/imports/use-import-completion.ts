import { useEffect } from "react";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { codeLanguages } from "../../../monaco/code-languages.ts";
import { monaco } from "../../../monaco/setup.ts";
import { typedWord } from "../code/typed-word.ts";
import { useScriptScope } from "../editor-context.ts";
import { addImport, importedNames } from "./add-import.ts";
import { importAtCursor, importReach, nameAtCursor } from "./import-at-cursor.ts";

type Completion = monaco.languages.CompletionItem;
type Trpc = ReturnType<typeof useTRPC>;

/** Letters wait for nothing: what is typed within this time is one question. */
const pauseMs = 120;
const keptMs = 10_000;
const mostShown = 50;

/** Inside the quotes of an import the libraries that may be had are offered, and elsewhere what they export and is not imported yet. */
export function useImportCompletion(): void {
  const { draft } = useScriptScope();
  const { model, scriptId } = draft;
  const trpc = useTRPC();
  useEffect(() => {
    const paths = monaco.languages.registerCompletionItemProvider(codeLanguages, {
      triggerCharacters: ['"', "'", "/"],
      provideCompletionItems: (asked, position, _context, token) =>
        asked === model ? offer(token, pathsAt(trpc, scriptId, asked, position)) : none,
    });
    const names = monaco.languages.registerCompletionItemProvider(codeLanguages, {
      provideCompletionItems: (asked, position, _context, token) =>
        asked === model ? offer(token, namesAt(trpc, scriptId, asked, position)) : none,
    });
    return () => {
      paths.dispose();
      names.dispose();
    };
  }, [model, scriptId, trpc]);
}

const none: monaco.languages.CompletionList = { suggestions: [] };

type Ask = () => Promise<monaco.languages.CompletionList>;

/** What the server cannot say just now is not offered: completion has no place for an error. */
async function offer(
  token: monaco.CancellationToken,
  ask: Ask | null,
): Promise<monaco.languages.CompletionList> {
  if (ask === null) return none;
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  // Another letter came meanwhile, and asks for itself.
  if (token.isCancellationRequested) return none;
  return ask().catch(() => none);
}

function pathsAt(
  trpc: Trpc,
  scriptId: string,
  model: monaco.editor.ITextModel,
  position: monaco.Position,
): Ask | null {
  const word = typedWord(model, position, { reach: importReach, find: importAtCursor, rest: /^[\w/-]*/ });
  if (word === null) return null;
  const query = trpc.references.importPaths.queryOptions(
    { scriptId, text: word.typed.slice(0, 130), limit: mostShown },
    { staleTime: keptMs },
  );
  return async () => {
    const { items, more } = await queryClient.fetchQuery(query);
    return {
      incomplete: more > 0,
      suggestions: items.map(
        ({ specifier, description, language }, at): Completion => ({
          label: specifier,
          insertText: specifier,
          filterText: specifier,
          detail: description || (language === "typescript" ? "TypeScript library" : "JavaScript library"),
          kind: monaco.languages.CompletionItemKind.Module,
          // In the server's order: what begins with the text comes first.
          sortText: `0${String(at).padStart(3, "0")}`,
          range: word.range,
        }),
      ),
    };
  };
}

function namesAt(
  trpc: Trpc,
  scriptId: string,
  model: monaco.editor.ITextModel,
  position: monaco.Position,
): Ask | null {
  const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
  const prefix = nameAtCursor(line);
  if (prefix === null || prefix.length > 100) return null;
  const range = new monaco.Range(
    position.lineNumber,
    position.column - prefix.length,
    position.lineNumber,
    position.column,
  );
  const query = trpc.references.importNames.queryOptions(
    { scriptId, prefix, limit: mostShown },
    { staleTime: keptMs },
  );
  return async () => {
    const { items, more, complete } = await queryClient.fetchQuery(query);
    const text = model.getValue();
    const known = importedNames(text);
    return {
      incomplete: more > 0 || !complete,
      suggestions: items
        .filter(({ name }) => !known.has(name))
        .flatMap((item): Completion[] => {
          const insertion = addImport(text, item, model.getLanguageId());
          if (insertion === null) return [];
          const { name, specifier, kind, head, doc } = item;
          const at = new monaco.Range(insertion.line, insertion.column, insertion.line, insertion.column);
          return [
            {
              label: { label: name, description: specifier },
              insertText: name,
              filterText: name,
              detail: `Add import from "${specifier}"`,
              // Text, not Markdown: another author wrote it, and what it links or shows is not ours to load.
              documentation: [head, doc].filter(Boolean).join("\n\n"),
              kind: kinds[kind],
              // After what the text has already.
              sortText: `~${name}`,
              range,
              additionalTextEdits: [{ range: at, text: insertion.text }],
            },
          ];
        }),
    };
  };
}

const kinds = {
  function: monaco.languages.CompletionItemKind.Function,
  class: monaco.languages.CompletionItemKind.Class,
  value: monaco.languages.CompletionItemKind.Variable,
  type: monaco.languages.CompletionItemKind.Interface,
};
