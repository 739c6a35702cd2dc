import type { DraftBase } from "./machine.ts";

/** Who saved the draft that a text met, to begin a sentence with, and whose text it is, to choose by. */
export function saverOf({ own, by }: Pick<DraftBase, "own" | "by">): { name: string; whose: string } {
  if (own) return { name: "Another tab of yours", whose: "The other tab’s" };
  // A token, the product, or nobody knows.
  return by ? { name: by, whose: `${by}’s` } : { name: "Somebody", whose: "Theirs" };
}
