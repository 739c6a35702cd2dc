import type { LanguageId } from "@scriptyard/model";
import { useEffect, useRef } from "react";
import { commonOptions } from "./editor-options.ts";
import { monaco } from "./setup.ts";
import { useEditorTheme } from "./theme.ts";
import { viewLanguage } from "./view-languages.ts";
import { useWordWrap, wrapOptions } from "./word-wrap.ts";

/** A read-only text with colours and, when given, one marked line in view. No language service looks at it. */
export function TextView({ text, language, label, line, tone = "info", className, refusal }: TextViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<monaco.editor.ICodeEditor>(null);
  const { wrap } = useWordWrap();
  useEditorTheme();

  useEffect(() => {
    if (!host.current) return;
    const model = monaco.editor.createModel(text, viewLanguage(language));
    const editor = monaco.editor.create(host.current, {
      ...commonOptions,
      model,
      automaticLayout: true,
      readOnly: true,
      domReadOnly: true,
      glyphMargin: line !== undefined,
      ariaLabel: label,
      readOnlyMessage: { value: refusal ?? "This text is read-only." },
    });
    shown.current = editor;
    if (line !== undefined && line <= model.getLineCount()) {
      editor.createDecorationsCollection([
        {
          range: new monaco.Range(line, 1, line, 1),
          options: {
            isWholeLine: true,
            className: `sy-line-${tone}`,
            glyphMarginClassName: `sy-glyph-${tone}`,
          },
        },
      ]);
      editor.revealLineInCenter(line);
      editor.setPosition({ lineNumber: line, column: 1 });
    }
    return () => {
      editor.dispose();
      model.dispose();
    };
  }, [text, language, label, line, tone, refusal]);

  // After each one was made as well; where nothing changes it costs nothing.
  useEffect(() => shown.current?.updateOptions(wrapOptions(wrap)));

  return <div ref={host} className={className} style={{ height: "100%", minHeight: 0 }} />;
}

type TextViewProps = {
  text: string;
  language: LanguageId | "json";
  /** Accessible name. */
  label: string;
  line?: number | undefined;
  tone?: "error" | "info";
  className?: string | undefined;
  /** Answers an attempt to type. */
  refusal?: string | undefined;
};
