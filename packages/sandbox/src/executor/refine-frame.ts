import type { ScriptError, StackFrame } from "@scriptyard/model";

/**
 * quickjs-ng notes positions only at calls, operators and expression statements: an access that fails in
 * `const a = b.c.d`, `return b.c.d` or `if (b.c.d)` reports the last noted position before it, lines above. The engine's
 * message names what it stumbled over, so the place is the first mention of that after the reported position.
 */
export function refineFrame(error: ScriptError, sourceOf: (file: string) => string | undefined): ScriptError {
  const [frame, ...rest] = error.stack;
  const pattern = frame && mentionPattern(error);
  const code = pattern ? sourceOf(frame.file) : undefined;
  if (!frame || !pattern || code === undefined) return error;
  const line = lineStart(code, frame.line);
  const from = Math.max(0, line + frame.column - 1 - SLACK);
  const near = code.slice(from, from + REACH);
  const found = pattern.exec(withoutTexts(near)) ?? pattern.exec(near.slice(SLACK));
  if (!found) return error;
  const inNear = found.input.length === near.length ? 0 : SLACK;
  const at = from + inNear + found.index + found[0].length - found[1]!.length;
  return { ...error, stack: [moved(frame, code, line, at), ...rest] };
}

/** A reported column may lie inside the access itself. */
const SLACK = 1;
/**
 * How far below the reported position the mention is looked for. This runs in the owner's thread, over text that people
 * sent: the bound is what makes it the same few microseconds for every text.
 */
const REACH = 20_000;

/** Where a line begins; the text's end for one that it does not have. */
function lineStart(code: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const end = code.indexOf("\n", at);
    if (end < 0) return code.length;
    at = end + 1;
  }
  return at;
}

/** What to look for: group 1 is what the frame should point at. Null when the engine's position is right already. */
function mentionPattern({ name, message }: ScriptError): RegExp | null {
  if (name === "TypeError") {
    const property = /^cannot (?:read|set|delete) property '([\w$]+)' of (?:undefined|null)$/.exec(
      message,
    )?.[1];
    if (property) {
      const word = property.replaceAll("$", "\\$");
      return new RegExp(`(?:\\.\\s*|\\[\\s*["'\`]|[{,]\\s*)(${word})(?![\\w$])`);
    }
    if (message.startsWith("cannot read property 'Symbol.iterator' of"))
      return /(?:\bof\s+|\.\.\.|\]\s*=\s*)(\S)/;
  }
  if (name === "ReferenceError") {
    const variable = /^'?([\w$]+)'? is not defined$/.exec(message)?.[1];
    if (variable) return new RegExp(`(?<![\\w$.])(${variable.replaceAll("$", "\\$")})(?![\\w$:])`);
  }
  return null;
}

/**
 * The text with comments and plain strings as blanks, every position kept; what is never closed ends with its line. It
 * begins in code, because the engine reports no position inside a text. One pass: nothing is looked at twice.
 */
export function withoutTexts(code: string): string {
  let out = "";
  let kept = 0;
  const blank = (from: number, to: number) => {
    out += code.slice(kept, from) + code.slice(from, to).replace(/[^\n]/g, " ");
    kept = to;
    return to;
  };
  const lineEnd = (from: number) => endOr(code.indexOf("\n", from), code.length);
  let openComment = false;
  for (let at = 0; at < code.length; ) {
    const char = code[at];
    if (char === '"' || char === "'") at = blank(at, stringEnd(code, at));
    else if (char !== "/") at++;
    else if (code[at + 1] === "/") at = blank(at, lineEnd(at));
    else if (code[at + 1] === "*" && !openComment) {
      const end = code.indexOf("*/", at + 2);
      openComment = end < 0;
      at = openComment ? at + 2 : blank(at, end + 2);
    } else at++;
  }
  return out + code.slice(kept);
}

function stringEnd(code: string, from: number): number {
  const quote = code[from];
  for (let at = from + 1; at < code.length; at++) {
    if (code[at] === "\\") at++;
    else if (code[at] === quote) return at + 1;
    else if (code[at] === "\n") return at;
  }
  return code.length;
}

const endOr = (found: number, end: number) => (found < 0 ? end : found);

function moved(frame: StackFrame, code: string, lineStartAt: number, at: number): StackFrame {
  const between = code.slice(lineStartAt, at);
  const lines = between.split("\n");
  return { ...frame, line: frame.line + lines.length - 1, column: lines.at(-1)!.length + 1 };
}
