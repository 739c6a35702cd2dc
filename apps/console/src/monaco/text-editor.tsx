import { useLayoutEffect, useRef } from "react";
import { putAway, showIn, type Widget, type WidgetKind } from "./kept-widgets.ts";
import type { monaco } from "./setup.ts";
import { useEditorTheme } from "./theme.ts";

/**
 * A text in Monaco. It lives in its model; this only shows it, in an editor that has shown another text before and will show
 * another one after.
 *
 * @example <TextEditor kind={jsonOptions} model={model} options={options} />
 */
export function TextEditor(props: {
  kind: WidgetKind;
  model: monaco.editor.ITextModel;
  /** What this use says beside its kind, the same names in each use; made anew only when it says something else. */
  options: monaco.editor.IEditorOptions;
}) {
  const { kind, model, options } = props;
  const host = useRef<HTMLDivElement>(null);
  const widget = useRef<Widget | null>(null);
  const latest = useRef(options);
  latest.current = options;
  useEditorTheme();
  // Before the page is drawn: it is never seen without its text.
  useLayoutEffect(() => {
    if (!host.current) return;
    const shown = showIn(host.current, kind, model, latest.current);
    widget.current = shown;
    return () => {
      widget.current = null;
      putAway(kind, shown);
    };
  }, [kind, model]);
  useLayoutEffect(() => widget.current?.editor.updateOptions(options), [options]);
  return <div ref={host} style={{ height: "100%", minHeight: 0 }} />;
}
