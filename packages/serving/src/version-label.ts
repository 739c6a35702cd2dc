import type { Execution } from "@scriptyard/model";

/** What ran, for metrics and traces: a version's number, the draft of a preview, or a text that was never published (a file, a default). */
export function versionLabel({ version, trigger }: Pick<Execution, "version" | "trigger">): string {
  if (version !== null) return String(version);
  return trigger === "preview" ? "draft" : "unpublished";
}
