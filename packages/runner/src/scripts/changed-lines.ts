import { changedLines } from "@scriptyard/model";
import type { Core } from "../core.ts";

/** Texts this short are compared in less time than it takes to ask somebody else. */
const shortUnits = 4_000;

/** How many lines differ. What cannot be compared in time is answered as if everything were new. */
export async function changedLinesOf(
  core: Pick<Core, "workshop">,
  before: string,
  after: string,
): Promise<number> {
  if (before.length + after.length <= shortUnits) return changedLines(before, after);
  // Lists of scripts ask for many at once; each is bounded, and remembered.
  const payer = { realm: "", person: null };
  return (await core.workshop.changedLines(before, after, payer)) ?? linesIn(after);
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
