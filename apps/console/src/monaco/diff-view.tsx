import type { LanguageId } from "@scriptyard/model";
import { useEffect, useRef } from "react";
import { commonOptions } from "./editor-options.ts";
import { monaco } from "./setup.ts";
import { useEditorTheme } from "./theme.ts";
import { viewLanguage } from "./view-languages.ts";
import { useWordWrap, wrapOptions } from "./word-wrap.ts";

/**
 * Two texts side by side (inline when narrow). With `onEdit` the right one can be edited, and reports its text.
 * It makes its own models: @monaco-editor/react's DiffEditor empties a model it did not make when `modified` is left
 * out, which would be the author's draft.
 */
export function DiffView({ original, modified, language, labels, onEdit, inline, className }: DiffViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const edit = useRef(onEdit);
  edit.current = onEdit;
  const editable = onEdit !== undefined;
  // An editable right side is the author's: what comes back through `modified` must not start the editor over.
  const right = useRef(modified);
  right.current = modified;
  const shown = editable ? null : modified;
  const [originalLabel, modifiedLabel] = labels;
  const sides = useRef<monaco.editor.ICodeEditor[]>([]);
  const { wrap } = useWordWrap();
  useEditorTheme();

  useEffect(() => {
    if (!host.current) return;
    const make = (text: string) => monaco.editor.createModel(text, viewLanguage(language));
    const models = { original: make(original), modified: make(shown ?? right.current) };
    // A place of its own: the one before may still be finishing its comparison.
    const place = document.createElement("div");
    place.style.height = "100%";
    host.current.append(place);
    const editor = monaco.editor.createDiffEditor(place, {
      ...commonOptions,
      automaticLayout: true,
      readOnly: !editable,
      originalEditable: false,
      domReadOnly: !editable,
      // Nobody types there, and a marked line under a change is too little contrast for its comment.
      renderLineHighlight: editable ? "line" : "none",
      renderSideBySide: inline !== true,
      // A merge needs both sides to be told apart, however narrow.
      useInlineViewWhenSpaceIsLimited: !editable,
      renderSideBySideInlineBreakpoint: 720,
      renderOverviewRuler: false,
      // Room for the sign of a line, and between it and the text.
      lineDecorationsWidth: 18,
      renderMarginRevertIcon: editable,
      ignoreTrimWhitespace: false,
      hideUnchangedRegions: { enabled: !editable, contextLineCount: 4, minimumLineCount: 6 },
    });
    // The diff editor's own label options are dropped on the way to its two editors in 0.57.
    editor.getOriginalEditor().updateOptions({ ariaLabel: originalLabel });
    editor.getModifiedEditor().updateOptions({ ariaLabel: modifiedLabel });
    sides.current = [editor.getOriginalEditor(), editor.getModifiedEditor()];
    // Without it a text that differs far down opens at its unchanged first lines.
    let gone = false;
    let compared = false;
    const revealed = editor.onDidUpdateDiff(() => {
      revealed.dispose();
      compared = true;
      if (gone) setTimeout(dispose);
      else editor.revealFirstDiff();
    });
    const dispose = () => {
      revealed.dispose();
      // The editor first: it reports an error when its models go away under it.
      editor.dispose();
      models.original.dispose();
      models.modified.dispose();
    };
    editor.setModel(models);
    const listener = models.modified.onDidChangeContent(() => edit.current?.(models.modified.getValue()));
    return () => {
      listener.dispose();
      place.remove();
      gone = true;
      // It throws where nobody can catch it when it goes away during its first comparison.
      if (compared) dispose();
    };
  }, [original, shown, language, editable, inline, originalLabel, modifiedLabel]);

  // After each one was made as well; where nothing changes it costs nothing. By its sides: the diff editor would take their
  // labels away with it.
  useEffect(() => {
    for (const side of sides.current) side.updateOptions(wrapOptions(wrap));
  });

  return <div ref={host} className={className} style={{ height: "100%", minHeight: 0 }} />;
}

type DiffViewProps = {
  original: string;
  modified: string;
  language: LanguageId | "json";
  /** Accessible names of both sides, e.g. `["Live v12", "Draft"]`. */
  labels: readonly [string, string];
  onEdit?: ((text: string) => void) | undefined;
  inline?: boolean;
  className?: string | undefined;
};
