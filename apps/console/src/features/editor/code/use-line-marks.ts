import { useEffect } from "react";
import { useStore } from "../../../app/store.ts";
import { behindLine, hoverText } from "../../../monaco/hover-text.ts";
import { monaco } from "../../../monaco/setup.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { runStateOf } from "../run/run-store.ts";
import { specifierOf } from "../server/types.ts";

/** Marks lines in the draft: where the last run failed, and the line the address names. */
export function useLineMarks(editor: monaco.editor.IStandaloneCodeEditor | null): void {
  const { detail, draft } = useScriptScope();
  const { route } = useEditorScope();
  const { execution, sourceRan } = useStore(runStateOf(draft.scriptId));
  const here = specifierOf(detail.item);
  const frame = execution?.error?.stack.find((f) => f.file === here);
  const message = execution?.error?.message;
  const { line } = route.search;

  useEffect(() => {
    if (!editor || !frame || !message) return;
    const { model } = draft;
    // The mark belongs to the text that ran: it goes when that line is edited, and never shows on another text.
    if (sourceRan !== model.getValue() || frame.line > model.getLineCount()) return;
    const marks = editor.createDecorationsCollection([
      decoration(frame.line, "error", message),
      inlineMessage(frame.line, model.getLineMaxColumn(frame.line), message),
    ]);
    editor.revealLineInCenterIfOutsideViewport(frame.line);
    let at = frame.line;
    const listener = model.onDidChangeContent(({ changes }) => {
      if (changes.some(({ range }) => range.startLineNumber <= at && at <= range.endLineNumber))
        return marks.clear();
      at = marks.getRange(0)?.startLineNumber ?? at;
    });
    return () => {
      listener.dispose();
      marks.clear();
    };
  }, [editor, draft, frame, message, sourceRan]);

  useEffect(() => {
    if (!editor || line === undefined || editor.getModel() !== draft.model) return;
    const last = draft.model.getLineCount();
    const marks = editor.createDecorationsCollection([decoration(Math.min(line, last), "info")]);
    editor.revealLineInCenter(Math.min(line, last));
    editor.setPosition({ lineNumber: Math.min(line, last), column: 1 });
    const listener = draft.model.onDidChangeContent(() => marks.clear());
    return () => {
      listener.dispose();
      marks.clear();
    };
  }, [editor, draft, line]);
}

function decoration(
  line: number,
  tone: "error" | "info",
  hover?: string,
): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      isWholeLine: true,
      className: `sy-line-${tone}`,
      glyphMarginClassName: `sy-glyph-${tone}`,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      ...(hover && { glyphMarginHoverMessage: hoverText(hover) }),
    },
  };
}

/** The message behind the line's text, cut to one line. */
function inlineMessage(line: number, column: number, message: string): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, column, line, column),
    options: {
      showIfCollapsed: true,
      after: { content: `    ${behindLine(message)}`, inlineClassName: "sy-inline-error" },
    },
  };
}
