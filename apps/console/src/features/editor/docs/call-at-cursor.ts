/**
 * Name of the host function at a place in a line, dotted as the reference lists it (`flow.set`), or null.
 * A name counts when the cursor is in it or behind it inside its brackets.
 *
 * @param column 1-based, as Monaco counts
 * @param methods names under which arguments carry functions, e.g. `form.fail`
 */
export function callAtCursor(line: string, column: number, known: ReadonlySet<string>): string | null {
  return callIn(...aroundCursor(line, column - 1), known);
}

/** Characters that are looked at: each move of the cursor asks, also in a line of a hundred thousand. */
const reach = { before: 2_000, behind: 200 } as const;

/** The part of a line around the cursor, and the cursor in it. A name that begins before it is none. */
function aroundCursor(line: string, cursor: number): [part: string, cursor: number] {
  const from = Math.max(0, cursor - reach.before);
  const part = line.slice(from, cursor + reach.behind);
  return [from === 0 ? part : part.replace(/^[\w$.]+/, (cut) => " ".repeat(cut.length)), cursor - from];
}

function callIn(line: string, cursor: number, known: ReadonlySet<string>): string | null {
  let best: { name: string; start: number } | null = null;
  for (const match of line.matchAll(/[A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_$][\w$]*)*/g)) {
    const name = longestKnown(match[0].replace(/\s+/g, ""), known);
    if (!name) continue;
    const end = match.index + match[0].length;
    if (match.index > cursor) break;
    const inside = cursor <= end || insideCall(line, end, cursor);
    if (inside && (!best || match.index > best.start)) best = { name, start: match.index };
  }
  return best?.name ?? null;
}

function longestKnown(dotted: string, known: ReadonlySet<string>): string | null {
  for (let name = dotted; ; name = name.slice(0, name.lastIndexOf("."))) {
    if (known.has(name)) return name;
    if (!name.includes(".")) return null;
  }
}

function insideCall(line: string, end: number, cursor: number): boolean {
  const open = /^\s*\(/.exec(line.slice(end));
  if (!open) return false;
  let depth = 0;
  for (let i = end; i < cursor; i++) {
    if (line[i] === "(") depth++;
    if (line[i] === ")" && --depth === 0) return false;
  }
  return depth > 0;
}
