import type { LanguageId } from "@scriptyard/model";
import { useEffect, useRef, useState } from "react";
import { commonOptions } from "./editor-options.ts";
import { behindLine } from "./hover-text.ts";
import { monaco } from "./setup.ts";
import { useEditorTheme } from "./theme.ts";
import styles from "./traced-text.module.css";
import { viewLanguage } from "./view-languages.ts";

type Line = { line: number; column: number; endLine: number; endColumn: number };

/**
 * A read-only text at one moment of its run. The editor is made once per text: a step only moves its marks.
 */
export function TracedText({ text, language, label, at, hits, never, note }: TracedTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);
  useEditorTheme();

  useEffect(() => {
    if (!host.current) return;
    const model = monaco.editor.createModel(text, viewLanguage(language));
    const made = monaco.editor.create(host.current, {
      ...commonOptions,
      model,
      automaticLayout: true,
      readOnly: true,
      domReadOnly: true,
      lineNumbersMinChars: 9,
      lineNumbers: (line) => (hits?.[line] ? `${hits[line]}× ${line}` : String(line)),
      readOnlyMessage: { value: "This is the text that ran: read-only. Close the trace to change yours." },
    });
    const last = model.getLineCount();
    made.createDecorationsCollection(
      never
        .filter((line) => line <= last)
        .map((line) => ({
          range: new monaco.Range(line, 1, line, model.getLineMaxColumn(line)),
          options: { inlineClassName: styles.never ?? "" },
        })),
    );
    setEditor(made);
    return () => {
      setEditor(null);
      made.dispose();
      model.dispose();
    };
  }, [text, language, hits, never]);

  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model) return;
    const line = Math.min(at.line, model.getLineCount());
    const end = Math.min(at.endLine, model.getLineCount());
    const marks: monaco.editor.IModelDeltaDecoration[] = [
      {
        range: new monaco.Range(line, 1, line, 1),
        options: { isWholeLine: true, className: "sy-line-info" },
      },
      {
        range: new monaco.Range(line, at.column, end, at.endColumn),
        options: { inlineClassName: styles.statement ?? "" },
      },
    ];
    if (note !== null && note.line <= model.getLineCount()) {
      const column = model.getLineMaxColumn(note.line);
      marks.push({
        range: new monaco.Range(note.line, column, note.line, column),
        options: {
          showIfCollapsed: true,
          after: { content: `    ${behindLine(note.text)}`, inlineClassName: styles.value ?? "" },
        },
      });
    }
    const shown = editor.createDecorationsCollection(marks);
    editor.updateOptions({ ariaLabel: label });
    editor.revealLineInCenterIfOutsideViewport(line);
    return () => shown.clear();
  }, [editor, label, at, note]);

  return (
    <section className={styles.text} aria-label={label}>
      <div ref={host} className={styles.text} />
    </section>
  );
}

type TracedTextProps = {
  text: string;
  language: LanguageId;
  /** Accessible name. */
  label: string;
  at: Line;
  /** How often each line ran; the index is the line. */
  hits: Uint32Array | undefined;
  /** Lines that could have run and did not. */
  never: readonly number[];
  /** What is shown at the end of a line. */
  note: { line: number; text: string } | null;
};
