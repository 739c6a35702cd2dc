import { monaco } from "./setup.ts";

/** What editors of a kind are made with: the same object each time. */
export type WidgetKind = monaco.editor.IStandaloneEditorConstructionOptions;

/** An editor, with the element it is in. */
export type Widget = { editor: monaco.editor.IStandaloneCodeEditor; node: HTMLDivElement };

/**
 * Editors that show nothing now. Making one is the dearest part of showing a text, so that whoever goes from script to script is
 * given the one that the script before had.
 */
const idle = new Map<WidgetKind, Widget[]>();

/** Of one kind: a script has an editor for its text, and one for each argument. */
const mostIdle = 3;

/** How each text was left: where the cursor stood, what was folded, how far it was scrolled. */
const left = new WeakMap<monaco.editor.ITextModel, monaco.editor.ICodeEditorViewState>();

/**
 * An editor inside `host` that shows `model` as it was left.
 *
 * @param options what this use says beside its kind; the same names in each use, since the use before said them too
 */
export function showIn(
  host: HTMLElement,
  kind: WidgetKind,
  model: monaco.editor.ITextModel,
  options: monaco.editor.IEditorOptions,
): Widget {
  const widget = idle.get(kind)?.pop() ?? make(kind);
  const { editor, node } = widget;
  host.append(node);
  editor.updateOptions(options);
  // Before it has a text, which then is laid out once, in the room there is.
  editor.layout();
  editor.setModel(model);
  editor.restoreViewState(left.get(model) ?? null);
  return widget;
}

/** Takes it away, for the next who shows a text of its kind. */
export function putAway(kind: WidgetKind, { editor, node }: Widget): void {
  const model = editor.getModel();
  const state = editor.saveViewState();
  if (model && state) left.set(model, state);
  node.remove();
  // It was opened for this text.
  editor.trigger("", "closeFindWidget", null);
  editor.setModel(null);
  const others = idle.get(kind) ?? [];
  if (others.length < mostIdle) idle.set(kind, [...others, { editor, node }]);
  else editor.dispose();
}

function make(kind: WidgetKind): Widget {
  const node = document.createElement("div");
  node.style.height = "100%";
  return { node, editor: monaco.editor.create(node, { ...kind, model: null, automaticLayout: true }) };
}
