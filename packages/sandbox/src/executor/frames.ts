import type { StackFrame } from "@scriptyard/model";

/**
 * The author's frames of an engine's stack text, `    at name (file:line:column)` in both engines. Only files of the
 * program count: the prelude's frames fall out, and a script cannot invent others through odd function names.
 */
export function parseFrames(stack: string, files: ReadonlySet<string>, max = 30): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const frame = parseFrame(line, files);
    if (frame && frames.push(frame) >= max) break;
  }
  return frames;
}

const placePattern = /^(.*):(\d{1,7}):(\d{1,7})$/;

function parseFrame(line: string, files: ReadonlySet<string>): StackFrame | null {
  const text = line.trimStart();
  if (!text.startsWith("at ")) return null;
  const open = text.endsWith(")") ? text.lastIndexOf(" (") : -1;
  const place = placePattern.exec(open >= 0 ? text.slice(open + 2, -1) : text.slice(3));
  if (!place || !files.has(place[1]!)) return null;
  const frame: StackFrame = {
    file: place[1]!,
    line: Math.max(1, Number(place[2])),
    column: Math.max(1, Number(place[3])),
  };
  const name = open > 3 ? text.slice(3, open) : "";
  if (name !== "" && !name.startsWith("<")) frame.function = name.slice(0, 200);
  return frame;
}
