import {
  Fault,
  type Flow,
  newId,
  type PublishEvent,
  type Realm,
  type Script,
  type Trigger,
  type Version,
} from "@scriptyard/model";
import type { NewRealm, NewScript, RealmContent } from "@scriptyard/store";
import { verifyVersion } from "../catalog/verify.ts";
import type { Core } from "../core.ts";
import { versionHash } from "../publish/hash.ts";
import { createTurnTaker } from "../turns.ts";
import type { Actor } from "../types.ts";

/** It is read whole and written in one transaction. */
const mostBytes = 64_000_000;

/**
 * What a realm has, as another one's: scripts with what is live of them (the very bytes that run, with the libraries they are
 * bound to) and their drafts and samples, flows, and triggers, switched off and without their secrets.
 *
 * @throws Fault `too_large`
 */
export async function contentOf(
  core: Core,
  source: Realm,
  into: NewRealm,
  actor: Actor,
): Promise<RealmContent> {
  const now = into.createdAt;
  const own = await scriptsOf(core, source.id);
  const ids = new Map(own.map(({ id }) => [id, newId("scr", now)]));
  const room = createRoom(source);
  const versions = await copyVersions(core, own, ids, room);
  const scripts: NewScript[] = [];
  const events: PublishEvent[] = [];
  const turns = createTurnTaker();
  for (const script of own) {
    await turns.pause();
    const id = ids.get(script.id)!;
    const live = script.liveVersionId === null ? null : (versions.get(script.liveVersionId) ?? null);
    const draft = await core.store.drafts.get(script.id);
    room.take(draft?.source ?? "");
    scripts.push({
      script: {
        ...script,
        id,
        realmId: into.id,
        liveVersion: live?.number ?? null,
        liveVersionId: live?.id ?? null,
        createdAt: now,
        updatedAt: now,
      },
      draft: {
        source: draft?.source ?? live?.source ?? "",
        userId: draft?.updatedBy ?? null,
        basedOn: draft?.basedOnVersion === script.liveVersion ? (live?.number ?? null) : null,
      },
      samples: await samplesOf(core, script, { id, now }, room),
    });
    if (live) events.push(copiedEvent(script, live, { source, into, actor }));
  }
  return {
    scripts,
    versions: [...versions.values()],
    events,
    flows: await flowsOf(core, source, into),
    triggers: await triggersOf(core, source, into, ids),
  };
}

/** All of them, page by page, by module and name. */
async function scriptsOf(core: Core, realmId: string): Promise<Script[]> {
  const all: Script[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<Core["store"]["scripts"]["page"]>> = await core.store.scripts.page(
      { realmId },
      { cursor, limit: 200 },
    );
    for (const {
      draftDiffers: _differs,
      draftRevision: _revision,
      draftUpdatedAt: _at,
      ...script
    } of page.items)
      all.push(script);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

type Room = { take(text: string): void };

function createRoom({ name }: Realm): Room {
  let bytes = 0;
  return {
    take(text) {
      bytes += Buffer.byteLength(text);
      if (bytes > mostBytes)
        throw new Fault(
          "too_large",
          `The realm "${name}" has more than ${mostBytes / 1e6} MB of scripts, drafts and samples: too much to copy at once.`,
        );
    },
  };
}

/** Live versions and what they are bound to, by their old ids, numbered anew per script in their old order. */
async function copyVersions(
  core: Core,
  scripts: readonly Script[],
  ids: ReadonlyMap<Script["id"], Script["id"]>,
  room: Room,
): Promise<Map<string, Version>> {
  const old = new Map<string, Version>();
  const read = async (id: Version["id"]): Promise<void> => {
    if (old.has(id)) return;
    const version = await core.store.versions.byId(id);
    if (version === null) throw new Fault("not_found", `There is no version ${id}.`);
    room.take(version.source);
    room.take(version.compiled);
    room.take(version.map ?? "");
    // Bytes that somebody edited in the database are not signed anew.
    old.set(id, verifyVersion(version, core.versionKey));
    for (const library of version.libraries) if ("versionId" in library) await read(library.versionId);
  };
  for (const { liveVersionId } of scripts) if (liveVersionId !== null) await read(liveVersionId);

  const numbers = new Map<string, number>();
  const inOrder = [...old.values()].sort((a, b) => a.number - b.number);
  const heads = new Map<string, Pick<Version, "id" | "number" | "scriptId">>();
  for (const { id, scriptId, createdAt } of inOrder) {
    const number = (numbers.get(scriptId) ?? 0) + 1;
    numbers.set(scriptId, number);
    heads.set(id, { id: newId("ver", createdAt), number, scriptId: ids.get(scriptId) ?? scriptId });
  }
  const made = new Map<string, Version>();
  const make = (version: Version): Version => {
    const known = made.get(version.id);
    if (known !== undefined) return known;
    const libraries = version.libraries.map((library) => {
      if (!("versionId" in library)) return library;
      const { id: versionId, number, scriptId, sha256 } = make(old.get(library.versionId)!);
      return { ...library, scriptId, versionId, version: number, sha256 };
    });
    const copy = { ...version, ...heads.get(version.id)!, libraries };
    const signed = { ...copy, sha256: versionHash(copy, core.versionKey) };
    made.set(version.id, signed);
    return signed;
  };
  for (const version of old.values()) make(version);
  return made;
}

async function samplesOf(
  core: Core,
  script: Script,
  { id: scriptId, now }: { id: Script["id"]; now: number },
  room: Room,
): Promise<NewScript["samples"]> {
  const samples: NewScript["samples"] = [];
  for (const { id } of await core.store.samples.list(script.id)) {
    const sample = await core.store.samples.byId(id);
    if (sample === null) continue;
    room.take(JSON.stringify(sample.args));
    samples.push({ ...sample, id: newId("smp", now), scriptId });
  }
  return samples;
}

function copiedEvent(
  script: Script,
  live: Version,
  { source, into, actor }: { source: Realm; into: NewRealm; actor: Actor },
): PublishEvent {
  return {
    id: newId("pub", into.createdAt),
    realmId: into.id,
    scriptId: live.scriptId,
    kind: "publish",
    versionId: live.id,
    version: live.number,
    previousVersion: null,
    note: `Copied from ${source.name}, version ${script.liveVersion}`,
    authorId: actor.userId,
    idempotencyKey: null,
    at: into.createdAt,
  };
}

async function flowsOf(
  core: Core,
  source: Realm,
  { id: realmId, createdAt: now }: NewRealm,
): Promise<Flow[]> {
  const flows = await core.store.flows.list(source.id);
  return flows.map((flow) => ({ ...flow, id: newId("flw", now), realmId, createdAt: now, updatedAt: now }));
}

async function triggersOf(
  core: Core,
  source: Realm,
  { id: realmId, createdAt: now }: NewRealm,
  ids: ReadonlyMap<Script["id"], Script["id"]>,
): Promise<Trigger[]> {
  const triggers = await core.store.triggers.list(source.id);
  return triggers.map((trigger) => ({
    ...trigger,
    id: newId("trg", now),
    realmId,
    scriptId: ids.get(trigger.scriptId) ?? trigger.scriptId,
    enabled: false,
    disabledReason: `Copied from ${source.name}. Look at it, then enable it.`,
    sealedSecret: null,
    createdAt: now,
    updatedAt: now,
  }));
}
