import type { Draft, DraftAct, DraftConflict, Script } from "@scriptyard/model";
import { Fault, sourceLimits } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { ToldAct } from "../../events/types.ts";
import type { RunnerLog } from "../../options.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import { versionByNumber } from "../publish/rollback.ts";
import type { DraftHistoryPorts } from "./draft-history.ts";
import { editorsLeftOut } from "./draft-history.ts";
import { nameOf } from "./name-of.ts";

export type SaveResult =
  | { ok: true; draft: Draft; changed: boolean }
  | { ok: false; conflict: DraftConflict };

export type DraftsPorts = DraftHistoryPorts & {
  clock: () => number;
  hub: EventHub;
  log: RunnerLog;
};

/**
 * Saves the editor's text over the revision it was based on. A newer revision refuses it and keeps both texts.
 * Saving the text that is there already changes nothing, so that an autosave makes no revisions.
 */
export async function saveDraft(
  ports: DraftsPorts,
  input: { scriptId: string; source: string; baseRevision: number; act?: DraftAct | undefined },
  actor: Actor,
): Promise<SaveResult> {
  checkSource(input.source);
  const script = await ports.catalog.openScript(input.scriptId);
  const current = await ports.store.drafts.get(script.id);
  if (current !== null && current.source === input.source)
    return { ok: true, draft: current, changed: false };
  await requireDraftRoom(ports, script, input.source, current);
  return write(ports, { ...input, scriptId: script.id }, actor);
}

/** Copies a version's source into the draft. */
export async function restore(
  ports: DraftsPorts,
  input: { scriptId: string; version: number; baseRevision: number },
  actor: Actor,
): Promise<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }> {
  const script = await ports.catalog.openScript(input.scriptId);
  const version = await versionByNumber(ports, script, input.version);
  await requireDraftRoom(ports, script, version.source, await ports.store.drafts.get(script.id));
  const { baseRevision } = input;
  const save = {
    scriptId: script.id,
    source: version.source,
    baseRevision,
    basedOnVersion: version.number,
    act: { kind: "copy" as const, version: version.number },
  };
  return write(ports, save, actor);
}

async function requireDraftRoom(
  ports: { store: Store },
  script: Script,
  source: string,
  current: Draft | null,
) {
  const adding = Buffer.byteLength(source) - Buffer.byteLength(current?.source ?? "");
  if (adding > 0)
    requireRoom({ draftBytes: { used: await ports.store.usage.draftBytes(script.realmId), adding } });
}

/** The stored draft. @throws Fault `not_found` */
export async function readDraft(
  ports: { store: Store },
  script: { id: string; module: string; name: string },
): Promise<Draft> {
  const draft = await ports.store.drafts.get(script.id);
  if (draft === null) throw new Fault("not_found", `${specifierOf(script)} has no draft.`);
  return draft;
}

/** @throws Fault `too_large` before any parser or the database sees the text */
export function checkSource(source: string): void {
  const bytes = Buffer.byteLength(source);
  if (bytes > sourceLimits.bytes) {
    throw new Fault(
      "too_large",
      `source: has ${bytes} bytes; at most ${sourceLimits.bytes} are allowed. Move parts of it into a library.`,
    );
  }
}

type Write = {
  scriptId: `scr_${string}`;
  source: string;
  baseRevision: number;
  basedOnVersion?: number;
  act?: DraftAct | undefined;
};

async function write(ports: DraftsPorts, input: Write, actor: Actor): Promise<SaveResult> {
  const saved = await ports.store.drafts.save({ ...input, userId: actor.userId, nowMs: ports.clock() });
  if (!saved.ok) return saved;
  const { scriptId, revision } = saved.draft;
  const script = await ports.catalog.scriptById(scriptId);
  const event = { type: "draft" as const, realmId: script.realmId, scriptId, revision, userId: actor.userId };
  ports.hub.publish(input.act ? { ...event, act: await tellAct(ports, script, input.act, actor) } : event);
  return { ...saved, changed: true };
}

/** The save is done: what cannot be found out about it is left out, never a reason to fail. */
async function tellAct(ports: DraftsPorts, script: Script, act: DraftAct, actor: Actor): Promise<ToldAct> {
  const by = await nameOf(ports, actor.userId);
  try {
    const left = await editorsLeftOut(ports, script, actor);
    return { ...act, by, before: left?.before ?? null, of: left?.of ?? [] };
  } catch (error) {
    ports.log.warn({ err: error, scriptId: script.id }, "nobody was told whose changes left a draft");
    return { ...act, by, before: null, of: [] };
  }
}
