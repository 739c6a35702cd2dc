import { useEffect, useState } from "react";
import { useScriptScope } from "../editor-context.ts";
import { callAtCursor } from "./call-at-cursor.ts";

/** The host function under the cursor of the editor in front; stays at the last one found. */
export function useCallAtCursor(known: ReadonlySet<string>): string | null {
  const { editor } = useScriptScope();
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    if (!editor) return;
    const read = () => {
      const position = editor.getPosition();
      const line = position && editor.getModel()?.getLineContent(position.lineNumber);
      const found = position && line ? callAtCursor(line, position.column, known) : null;
      if (found) setName(found);
    };
    read();
    const listener = editor.onDidChangeCursorPosition(read);
    return () => listener.dispose();
  }, [editor, known]);
  return name;
}
