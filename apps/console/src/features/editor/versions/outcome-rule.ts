import type { Version } from "@scriptyard/model";

/** A deciding version that was published before an outcome without an edge was an error. */
export function isOfBefore({ hook, unknownOutcome }: Pick<Version, "hook" | "unknownOutcome">): boolean {
  return hook === "onExecute" && unknownOutcome === null;
}

export const oldMeaning = "Unknown outcomes take the default edge until this is published again.";
