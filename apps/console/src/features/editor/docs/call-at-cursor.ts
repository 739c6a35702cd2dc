/**
 * Name of the host function at a place in a line, dotted as the reference lists it (`flow.set`), or null.
 * A name counts when the cursor is in it or behind it inside its brackets.
 *
 * @param column 1-based, as Monaco counts
 * @param methods names under which arguments carry functions, e.g. `form.fail`
 */
export function callAtCursor(line: string, column: number, known: ReadonlySet<string>): string | null {
  const cursor = column - 1;
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
