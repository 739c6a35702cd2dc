import { newId, type PublishEvent, type Script, type SourceLayer } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { checkNote } from "../publish/note.ts";
import { announce } from "../publish/publish.ts";
import type { RollbackPorts } from "../publish/rollback.ts";
import type { UsedBy } from "../references/types.ts";
import { type UsedByPorts, usedBy } from "../references/used-by.ts";
import { nameOf } from "../scripts/name-of.ts";
import { requireUnused } from "./users.ts";

export type RetireRequest = {
  scriptId: string;
  /** Number of the version that is live; another one by now is a `conflict`. */
  live: number;
  note: string;
  /** Although others use it and nothing stands in: their runs of it fail from then on. */
  anyway: boolean;
};

export type Retired = {
  event: PublishEvent;
  /** What runs in its place from now on: the file or the host's default of its name; null: nothing. */
  standsIn: Exclude<SourceLayer, "version"> | null;
  /** Who runs or imports it. Where nothing stands in they fail: nodes and triggers at once, scripts when they are published again. */
  users: UsedBy;
};

export type RetirePorts = RollbackPorts & UsedByPorts;

/**
 * Takes away what is live of a script, as a publish event. Its versions, draft and samples stay; a roll-back makes any
 * version live again. Flow sessions under way finish on the version they began with, and published scripts keep the version
 * of a library they are bound to.
 *
 * @throws Fault `conflict` when another version is live than `live`, or when others use it, nothing stands in and `anyway` is
 *   not said; `bad_request` for the note
 */
export async function retire(ports: RetirePorts, request: RetireRequest, actor: Actor): Promise<Retired> {
  const note = checkNote(request.note);
  const script = await ports.catalog.openScript(request.scriptId);
  const realm = await ports.catalog.realmById(script.realmId);
  const standsIn = ports.registry.layersBelow(realm).get(specifierOf(script)) ?? null;
  const users = await usedBy(ports, realm, { kind: "script", scriptId: script.id }, actor);
  if (standsIn === null && !request.anyway) requireUnused(specifierOf(script), hit(users), remedyFor(script));
  const now = ports.clock();
  const event = await ports.store.versions.retire({
    id: newId("pub", now),
    realmId: script.realmId,
    scriptId: script.id,
    live: request.live,
    note,
    authorId: actor.userId,
    idempotencyKey: null,
    at: now,
  });
  announce(ports, script, event, { by: await nameOf(ports, actor.userId), of: [] });
  return { event, standsIn, users };
}

/** A trigger that is off starts nothing. */
function hit({ uses, more }: UsedBy): UsedBy {
  return { uses: uses.filter((use) => use.kind !== "trigger" || use.enabled), more };
}

function remedyFor({ hook }: Script): string {
  return hook === null
    ? "They could not be published again. Take their imports out first, or retire it anyway."
    : "Without it they fail. Take them out or switch them off first, or retire it anyway.";
}
