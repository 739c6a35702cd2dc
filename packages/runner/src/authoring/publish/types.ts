import type { Diagnostic, Draft, DraftConflict, PublishEvent, Version } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { PublishRequest } from "./publish.ts";

/** What makes another version live, and what brings one back. */
export interface RunnerVersions {
  /** Refused with `draft_invalid` and `details.diagnostics` when there are errors. */
  publish(
    input: PublishRequest,
    actor: Actor,
  ): Promise<{ version: Version; event: PublishEvent; diagnostics: Diagnostic[] }>;
  rollback(input: { scriptId: string; toVersion: number; note: string }, actor: Actor): Promise<PublishEvent>;
  /** Copies a version's source into the draft, as a save based on `baseRevision`. */
  restore(
    input: { scriptId: string; version: number; baseRevision: number },
    actor: Actor,
  ): Promise<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }>;
}
