import type { ScriptError, StackFrame } from "@scriptyard/model";

/**
 * quickjs-ng notes positions only at calls, operators and expression statements: an access that fails in
 * `const a = b.c.d`, `return b.c.d` or `if (b.c.d)` reports the last noted position before it, lines above. The engine's
 * message names what it stumbled over, so the place is the first mention of that after the reported position.
 */
export function refineFrame(error: ScriptError, sourceOf: (file: string) => string | undefined): ScriptError {
  const [frame, ...rest] = error.stack;
  const code = frame && mentionPattern(error) ? sourceOf(frame.file) : undefined;
  if (!frame || code === undefined) return error;
  const pattern = mentionPattern(error)!;
  const lines = code.split("\n");
  const from =
    lines.slice(0, frame.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + frame.column - 1;
  pattern.lastIndex = Math.max(0, from - SLACK);
  const found = pattern.exec(blank(code)) ?? searchFrom(pattern, code, from);
  if (!found) return error;
  const at = found.index + found[0].length - found[1]!.length;
  return { ...error, stack: [moved(frame, code, at), ...rest] };
}

/** A reported column may lie inside the access itself. */
const SLACK = 1;

function searchFrom(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** What to look for: group 1 is what the frame should point at. Null when the engine's position is right already. */
function mentionPattern({ name, message }: ScriptError): RegExp | null {
  if (name === "TypeError") {
    const property = /^cannot (?:read|set|delete) property '([\w$]+)' of (?:undefined|null)$/.exec(
      message,
    )?.[1];
    if (property) {
      const word = property.replaceAll("$", "\\$");
      return new RegExp(`(?:\\.\\s*|\\[\\s*["'\`]|[{,]\\s*)(${word})(?![\\w$])`, "g");
    }
    if (message.startsWith("cannot read property 'Symbol.iterator' of"))
      return /(?:\bof\s+|\.\.\.|\]\s*=\s*)(\S)/g;
  }
  if (name === "ReferenceError") {
    const variable = /^'?([\w$]+)'? is not defined$/.exec(message)?.[1];
    if (variable) return new RegExp(`(?<![\\w$.])(${variable.replaceAll("$", "\\$")})(?![\\w$:])`, "g");
  }
  return null;
}

/** The text with comments and plain strings as blanks, every position kept. */
function blank(code: string): string {
  return code.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (text) =>
    text.replace(/[^\n]/g, " "),
  );
}

function moved(frame: StackFrame, code: string, at: number): StackFrame {
  const before = code.slice(0, at);
  return { ...frame, line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
