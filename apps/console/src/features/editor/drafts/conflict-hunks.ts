import { lineHunks, mergeTexts } from "@scriptyard/model";

/** A stretch of two texts: the same in both, or to be decided. */
export type ConflictPart =
  | { kind: "settled"; lines: string[] }
  | { kind: "conflict"; mine: string[]; theirs: string[] };

export const choices = ["mine", "theirs", "both"] as const;
export type Choice = (typeof choices)[number];

/** What two people made of one text. Without it, everything that differs is to be decided. */
export function conflictParts(base: string | null, mine: string, theirs: string): ConflictPart[] {
  if (base !== null) {
    const { parts } = mergeTexts(base, mine, theirs);
    if (parts.some(({ kind }) => kind === "conflict")) return parts;
  }
  const m = mine.split("\n");
  const t = theirs.split("\n");
  const parts: ConflictPart[] = [];
  let at = 0;
  for (const { aStart, aEnd, bStart, bEnd } of lineHunks(m, t)) {
    parts.push({ kind: "settled", lines: m.slice(at, aStart) });
    parts.push({ kind: "conflict", mine: m.slice(aStart, aEnd), theirs: t.slice(bStart, bEnd) });
    at = aEnd;
  }
  return [...parts, { kind: "settled", lines: m.slice(at) }];
}

/** The text that the choices make; null while one is missing. */
export function decidedText(
  parts: readonly ConflictPart[],
  made: readonly (Choice | undefined)[],
): string | null {
  let next = 0;
  const lines: string[] = [];
  for (const part of parts) {
    if (part.kind === "settled") {
      lines.push(...part.lines);
      continue;
    }
    const choice = made[next++];
    if (choice === undefined) return null;
    if (choice !== "theirs") lines.push(...part.mine);
    if (choice !== "mine") lines.push(...part.theirs);
  }
  return lines.join("\n");
}
