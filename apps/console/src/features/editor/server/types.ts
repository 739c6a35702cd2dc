import type { Outputs } from "../../../app/trpc.ts";

/** Answers of the server the editor works with. */
export type { ScriptItem } from "../../../app/scripts/queries.ts";
export type ScriptDetail = Outputs["scripts"]["get"];
export type RolledBack = NonNullable<ScriptDetail["rolledBack"]>;
export type VersionRow = Outputs["versions"]["list"]["items"][number];
export type DraftStateRow = Outputs["drafts"]["history"]["items"][number];
export type Template = Outputs["scripts"]["templates"][number];
export type HostReference = Outputs["host"]["reference"];
export type RunRow = Outputs["executions"]["list"]["items"][number];
export type TraceAnswer = Outputs["executions"]["trace"];

/** What an author writes in an import and reads in the tree, e.g. `login/risk-check`. */
export function specifierOf(script: { module: string; name: string }): string {
  return `${script.module}/${script.name}`;
}
