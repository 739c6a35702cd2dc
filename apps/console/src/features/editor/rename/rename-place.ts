import { hostDeclarationsUri, specifierOfUri } from "@scriptyard/languages/editor";
import { type monaco, ts } from "../../../monaco/setup.ts";

/** Longer than this nobody waits for the field: the server says it afterwards. */
const patienceMs = 1_000;

/**
 * Why nothing can be renamed at a place, before anybody types a name; null where it can, and where the worker that knows it is
 * busy.
 */
export async function whyNotHere(
  model: monaco.editor.ITextModel,
  position: monaco.Position,
): Promise<string | null> {
  const word = model.getWordAtPosition(position)?.word;
  if (word === undefined) return "Nothing can be renamed here: there is no name.";
  const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null));
  const known = knownOf(model, position).catch(() => null);
  const about = await Promise.race([known, late]);
  return about && refusalOf(word, about);
}

/** What TypeScript says of a place: whether it is a name that can change, and which files declare it. */
export type KnownPlace = { canRename: boolean; declaredIn: readonly string[] };

export function refusalOf(word: string, { canRename, declaredIn }: KnownPlace): string | null {
  if (declaredIn.includes(hostDeclarationsUri)) return `${word} is declared by the product, not by a script.`;
  if (!canRename) return `Nothing can be renamed here: ${word} is no name of a script.`;
  const isOfScript = declaredIn.length === 0 || declaredIn.some((uri) => specifierOfUri(uri) !== null);
  return isOfScript ? null : `${word} is declared by the language, not by a script.`;
}

async function knownOf(model: monaco.editor.ITextModel, position: monaco.Position): Promise<KnownPlace> {
  const workers =
    model.getLanguageId() === "javascript" ? ts.getJavaScriptWorker() : ts.getTypeScriptWorker();
  const client = await (await workers)(model.uri);
  const [uri, at] = [model.uri.toString(), model.getOffsetAt(position)];
  const [info, declarations] = await Promise.all([
    client.getRenameInfo(uri, at, { allowRenameOfImportPath: false }) as Promise<RenameInfo>,
    client.getDefinitionAtPosition(uri, at) as Promise<readonly { fileName: string }[] | undefined>,
  ]);
  const { start, length } = info.triggerSpan ?? { start: 0, length: 0 };
  return {
    // On `export` and `function` it would take the name behind them.
    canRename: info.canRename && start <= at && at <= start + length,
    declaredIn: (declarations ?? []).map(({ fileName }) => fileName),
  };
}

type RenameInfo = { canRename: boolean; triggerSpan?: { start: number; length: number } };
