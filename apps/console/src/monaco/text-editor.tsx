import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { putAway, showIn, type WidgetKind } from "./kept-widgets.ts";
import type { monaco } from "./setup.ts";
import { useEditorTheme } from "./theme.ts";

type Editor = monaco.editor.IStandaloneCodeEditor;

/**
 * A text in Monaco. It lives in its model; this only shows it, in an editor that has shown another text before and will show
 * another one after: whatever is added to it is taken off again.
 *
 * @example <TextEditor kind={jsonOptions} model={model} options={options} onShown={(editor) => editor.focus()} />
 */
export function TextEditor(props: {
  kind: WidgetKind;
  model: monaco.editor.ITextModel;
  /** What this use says beside its kind, the same names in each use; made anew only when it says something else. */
  options: monaco.editor.IEditorOptions;
  /** Once the text before has taken off what it had added. May answer what is to be done when the editor goes. */
  onShown?: (editor: Editor) => (() => void) | undefined;
}) {
  const { kind, model, options, onShown } = props;
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ editor: Editor } | null>(null);
  const latest = useRef({ options, onShown });
  latest.current = { options, onShown };
  useEditorTheme();
  // Before the page is drawn: it is never seen without its text.
  useLayoutEffect(() => {
    if (!host.current) return;
    const widget = showIn(host.current, kind, model, latest.current.options);
    setShown({ editor: widget.editor });
    return () => putAway(kind, widget);
  }, [kind, model]);
  useLayoutEffect(() => shown?.editor.updateOptions(options), [shown, options]);
  useEffect(() => {
    if (shown) return latest.current.onShown?.(shown.editor);
  }, [shown]);
  return <div ref={host} style={{ height: "100%", minHeight: 0 }} />;
}
