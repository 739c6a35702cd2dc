import type { Recording } from "./input-store.ts";

/** What the text of a recording is called, e.g. `v3`. */
export function textName(execution: Pick<Recording, "version" | "draftRevision" | "sourceRef">): string {
  const { sourceRef } = execution;
  if (sourceRef?.layer === "file") return `the file ${sourceRef.path ?? ""} as it was`;
  if (sourceRef?.layer === "default") return "the default";
  return execution.version === null
    ? `draft revision ${execution.draftRevision ?? "?"}`
    : `v${execution.version}`;
}
