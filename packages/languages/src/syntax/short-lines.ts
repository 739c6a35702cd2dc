import { Tokens } from "../source/tokens.ts";

/** From this length on a line costs the parser more than its text when there are many errors on it. */
const longLine = 1_000;
/** Pieces are at least this long: fewer breaks, and error frames that are still small. */
const pieceLength = 80;

export type ShortLines = {
  text: string;
  /** Offset in the text as it was. */
  original(offset: number): number;
};

/**
 * The same program with its long lines broken, for counting errors; null when no line is long.
 *
 * The native parser renders a picture of the whole line for every error it finds, so thousands of errors on one long
 * line cost the square of its length: 80 kB took 23 s and 2 GB. On short lines the same errors cost nothing. Breaks
 * stand where JavaScript allows them, as far as a lexer can tell: what is found here is a forecast, and the text itself
 * has the last word wherever that is cheap (`parseModule`).
 */
export function withShortLines(text: string): ShortLines | null {
  if (!hasLongLine(text)) return null;
  const breaks: Break[] = [];
  let lineStart = 0;
  const breakAt = (offset: number, inserted: string) => {
    breaks.push({ at: offset, inserted });
    lineStart = offset;
  };
  const tokens = new Tokens(text);
  let before: { text: string; kind: string; end: number } | null = null;
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    const length = token.start - lineStart;
    if (
      before !== null &&
      length > pieceLength &&
      (mayBreak(before, token) || isHopeless(length, before, token))
    )
      breakAt(token.start, "\n");
    if (token.kind === "literal" && token.end - token.start > pieceLength && token.text !== "regex")
      breakInside(text, token, breakAt, () => lineStart);
    before = { text: token.text, kind: token.kind, end: token.end };
  }
  return joined(text, breaks);
}

type Break = { at: number; inserted: string };

/** Escapes in strings are errors one by one: a line may go on after `\`, and in a template it may simply end. */
function breakInside(
  text: string,
  token: { start: number; end: number; text: string },
  breakAt: (offset: number, inserted: string) => void,
  lineStart: () => number,
): void {
  const inserted = token.text === "string" ? "\\\n" : "\n";
  for (let i = token.start + 1; i < token.end - 1; i++) {
    if (text[i] !== "\\") continue;
    if (i - lineStart() > pieceLength) breakAt(i, inserted);
    i += 1;
  }
}

/** No program goes on so long without a place to break: what comes of it is an error anyhow. */
function isHopeless(length: number, before: { text: string }, next: { text: string }): boolean {
  return length > 2 * longLine && before.text !== "}$" && next.text !== "}$";
}

const breaksAfter = new Set([";", ",", "{", "(", "[", ":", "${"]);
const staysOnLine = new Set(["=>", "++", "--", "!"]);

function mayBreak(before: { text: string; kind: string }, next: { text: string; kind: string }): boolean {
  if (before.text === "}$" || next.text === "}$") return false;
  if (staysOnLine.has(next.text)) return false;
  if (breaksAfter.has(before.text)) return true;
  return before.kind !== "word" && next.kind !== "word" && next.kind !== "literal";
}

function joined(text: string, breaks: readonly Break[]): ShortLines {
  const parts: string[] = [];
  /** Where each break begins in the new text, and how much was inserted up to and with it. */
  const starts: number[] = [];
  const sums: number[] = [];
  let done = 0;
  let sum = 0;
  for (const { at, inserted } of breaks) {
    parts.push(text.slice(done, at), inserted);
    starts.push(at + sum);
    sum += inserted.length;
    sums.push(sum);
    done = at;
  }
  parts.push(text.slice(done));
  return {
    text: parts.join(""),
    original(offset) {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle]! < offset) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? offset : Math.max(starts[low - 1]! - (sums[low - 2] ?? 0), offset - sums[low - 1]!);
    },
  };
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (text.length - start > longLine) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > longLine) return true;
    start = end + 1;
  }
  return false;
}
