import { createHash } from "node:crypto";
import { normalizeSource } from "@scriptyard/languages";
import { createTurnTaker } from "../../turns.ts";

/** Stands for a text that was shown, so that it need not travel back. */
const digestOf = (shown: unknown): string =>
  createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 32);

/**
 * Of the lines that a rename changes in one draft: where it is the same, what happens is what was shown, wherever those lines
 * stand by now and whatever else the draft says.
 */
export function linesDigest(lines: readonly { before: string; after: string }[]): string {
  return digestOf(lines.map(({ before, after }) => [before, after]));
}

export function lineDigest(source: string, line: number): string {
  return digestOf(normalizeSource(source).split("\n")[line - 1] ?? "");
}

/**
 * Where a line of an earlier text stands now: the nearest that reads the same, 1-based; null where none does. A text may
 * have a quarter of a million lines, so others are let pass in between.
 */
export async function lineNow(source: string, line: number, digest: string): Promise<number | null> {
  const lines = normalizeSource(source).split("\n");
  const turns = createTurnTaker();
  for (let away = 0; away < Math.max(line, lines.length); away++) {
    await turns.pause();
    for (const at of away === 0 ? [line] : [line - away, line + away]) {
      const text = lines[at - 1];
      if (text !== undefined && digestOf(text) === digest) return at;
    }
  }
  return null;
}
