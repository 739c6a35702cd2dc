import { type LineHunk, lineHunks } from "./line-hunks.ts";

/** A stretch of a merge, as lines: settled, or changed by both in different ways. */
export type MergePart =
  | { kind: "settled"; lines: string[]; from: "both" | "mine" | "theirs" }
  | { kind: "conflict"; base: string[]; mine: string[]; theirs: string[] };

/** `text` is null where something is in conflict: then somebody has to look at the parts. */
export type Merge = { text: string | null; parts: MergePart[] };

/**
 * Three-way merge by lines. Changes of different lines are both applied, the same change made twice is applied once,
 * and everything else is a conflict: nothing that touches the same line, or the same place between two, is decided here.
 *
 * @example mergeTexts("a\nb\nc", "A\nb\nc", "a\nb\nC").text // "A\nb\nC"
 */
export function mergeTexts(base: string, mine: string, theirs: string): Merge {
  const b = base.split("\n");
  const m = mine.split("\n");
  const t = theirs.split("\n");
  const parts: MergePart[] = [];
  let at = 0;
  for (const group of groups(lineHunks(b, m), lineHunks(b, t))) {
    settle(parts, b.slice(at, group.start), "both");
    const ofMine = changed(b, m, group.mine, group);
    const ofTheirs = changed(b, t, group.theirs, group);
    if (group.theirs.length === 0) settle(parts, ofMine, "mine");
    else if (group.mine.length === 0) settle(parts, ofTheirs, "theirs");
    else if (same(ofMine, ofTheirs)) settle(parts, ofMine, "both");
    else
      parts.push({ kind: "conflict", base: b.slice(group.start, group.end), mine: ofMine, theirs: ofTheirs });
    at = group.end;
  }
  settle(parts, b.slice(at), "both");
  const lines = parts.flatMap((part) => (part.kind === "settled" ? part.lines : []));
  return { text: parts.some((part) => part.kind === "conflict") ? null : lines.join("\n"), parts };
}

/** Changes of both sides that meet, with the lines of the base they cover. */
type Group = { start: number; end: number; mine: LineHunk[]; theirs: LineHunk[] };

function groups(mine: readonly LineHunk[], theirs: readonly LineHunk[]): Group[] {
  const all = [
    ...mine.map((hunk) => ({ hunk, side: "mine" as const })),
    ...theirs.map((hunk) => ({ hunk, side: "theirs" as const })),
  ].sort((x, y) => x.hunk.aStart - y.hunk.aStart || x.hunk.aEnd - y.hunk.aEnd);
  const found: Group[] = [];
  for (const { hunk, side } of all) {
    const last = found.at(-1);
    if (last && meets(last, hunk)) {
      last.end = Math.max(last.end, hunk.aEnd);
      last[side].push(hunk);
    } else found.push({ start: hunk.aStart, end: hunk.aEnd, mine: [], theirs: [], [side]: [hunk] });
  }
  return found;
}

/** Both in one line, or both between the same two lines. */
function meets(group: Group, hunk: LineHunk): boolean {
  if (group.start === group.end) return hunk.aStart === group.start && hunk.aEnd === hunk.aStart;
  return hunk.aStart < group.end && (hunk.aEnd > group.start || hunk.aStart > group.start);
}

/** One side's lines for the lines of the base that a group covers. */
function changed(
  base: readonly string[],
  side: readonly string[],
  hunks: readonly LineHunk[],
  { start, end }: Group,
): string[] {
  const lines: string[] = [];
  let at = start;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.aStart), ...side.slice(hunk.bStart, hunk.bEnd));
    at = hunk.aEnd;
  }
  return [...lines, ...base.slice(at, end)];
}

function settle(parts: MergePart[], lines: string[], from: "both" | "mine" | "theirs"): void {
  if (lines.length > 0) parts.push({ kind: "settled", lines, from });
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
