import type { Workshop } from "@scriptyard/languages/workshop";
import { changedLines, type Realm } from "@scriptyard/model";
import { systemPayer } from "../../engine/payer.ts";

/** Texts this short are compared in less time than it takes to ask somebody else. */
const shortUnits = 4_000;

/** How many lines differ. What cannot be compared in time is answered as if everything were new. */
export async function changedLinesOf(
  ports: { workshop: Workshop },
  realm: Pick<Realm, "id">,
  before: string,
  after: string,
): Promise<number> {
  if (before.length + after.length <= shortUnits) return changedLines(before, after);
  // Lists of scripts ask for many at once; each is bounded, and remembered. They wait in their realm's own line, and are the
  // realm's: a person's place there is for what they check and run.
  return (await ports.workshop.changedLines(before, after, systemPayer(realm))) ?? linesIn(after);
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
