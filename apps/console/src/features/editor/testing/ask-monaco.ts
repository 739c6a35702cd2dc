import { ILanguageFeaturesService } from "monaco-editor/editor/common/services/languageFeatures.js";
import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";
import { monaco } from "../../../monaco/setup.ts";

const features = () => StandaloneServices.get(ILanguageFeaturesService);
const goesOn: monaco.CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose() {} }),
};

type Model = monaco.editor.ITextModel;
/** `|` marks the cursor: the text without it, and where it stands. */
export function withCursor(marked: string): { text: string; position: monaco.Position } {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  return {
    text: marked.replace("|", ""),
    position: new monaco.Position(before.length, before.at(-1)!.length + 1),
  };
}

/** Puts a text with a marked cursor into a model, and asks as the editor does when somebody types there. */
export async function completionsAt(
  model: Model,
  marked: string,
  token = goesOn,
): Promise<monaco.languages.CompletionItem[]> {
  const { text, position } = withCursor(marked);
  model.setValue(text);
  const context = { triggerKind: monaco.languages.CompletionTriggerKind.Invoke };
  const lists = await Promise.all(
    features()
      .completionProvider.all(model)
      // Monaco's own are of classes, and wait for workers that here never answer.
      .filter((provider) => Object.getPrototypeOf(provider) === Object.prototype)
      .map(async (provider) => provider.provideCompletionItems(model, position, context, token)),
  );
  return lists.flatMap((list) => list?.suggestions ?? []);
}

/** The text that taking a completion makes. */
export function taken(
  model: Model,
  { insertText, range, additionalTextEdits = [] }: monaco.languages.CompletionItem,
) {
  const copy = monaco.editor.createModel(model.getValue(), "plaintext");
  const own = { range: range as monaco.IRange, text: insertText };
  copy.applyEdits([own, ...(additionalTextEdits as { range: monaco.IRange; text: string }[])]);
  const text = copy.getValue();
  copy.dispose();
  return text;
}

/** F2 at the cursor of a text that is in the model already, with a new name. */
export async function renameAt(model: Model, position: monaco.Position, newName: string) {
  const [provider] = features().renameProvider.all(model);
  if (!provider) return null;
  const place = await provider.resolveRenameLocation?.(model, position, goesOn);
  if (place?.rejectReason) return { refused: place.rejectReason, edits: [] };
  const answer = await provider.provideRenameEdits(model, position, newName, goesOn);
  const edits = (answer?.edits ?? []).map((edit) => (edit as monaco.languages.IWorkspaceTextEdit).textEdit);
  return {
    name: place?.text,
    edits: edits.map(({ range, text }) => ({ line: range.startLineNumber, text })),
  };
}
