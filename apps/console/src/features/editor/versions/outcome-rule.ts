import { type FlowNodeKind, kindOfHook, type Version } from "@scriptyard/model";

/** A deciding version that was published before an outcome without an edge was an error. */
export function isOfBefore(
  { hook, unknownOutcome }: Pick<Version, "hook" | "unknownOutcome">,
  kinds: readonly FlowNodeKind[],
): boolean {
  return unknownOutcome === null && kindOfHook(kinds, hook)?.role === "decides";
}

export const oldMeaning = "Unknown outcomes take the default edge until this is published again.";
