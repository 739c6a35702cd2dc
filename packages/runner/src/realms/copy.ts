import {
  Fault,
  newId,
  type PublishEvent,
  type Realm,
  type Script,
  type Trigger,
  type Version,
} from "@scriptyard/model";
import type { NewRealm, NewScript, RealmContent, Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import type { KeyPorts } from "../keys/installation-key.ts";
import { callsWithoutSecrets, type KeepCalls } from "../secrets/kept-calls.ts";
import { verifyVersion } from "../texts/catalog/verify.ts";
import { versionHash } from "../texts/version-hash.ts";
import { createTurnTaker, type TurnTaker } from "../turns.ts";

/** It is read whole and written in one transaction. */
const mostBytes = 64_000_000;

/**
 * What a realm has, as another one's: scripts with what is live of them (the very bytes that run, with the libraries they are
 * bound to) and their drafts and samples, flows, and triggers, switched off and without their secrets.
 *
 * @throws Fault `too_large`
 */
export async function contentOf(
  ports: KeyPorts & { versionKey: Buffer },
  source: Realm,
  into: NewRealm,
  actor: Actor,
): Promise<RealmContent> {
  const now = into.createdAt;
  const turns = createTurnTaker();
  const own = await scriptsOf(ports, source.id, turns);
  const ids = new Map(own.map(({ id }) => [id, newId("scr", now)]));
  const room = createRoom(source);
  // Of the realm that they come from: whoever reads the other one need not be let in there.
  const keep = await callsWithoutSecrets(ports, source.id);
  const versions = await copyVersions(ports, own, ids, { room, turns });
  const scripts: NewScript[] = [];
  const events: PublishEvent[] = [];
  for (const script of own) {
    await turns.pause();
    const id = ids.get(script.id)!;
    const live = script.liveVersionId === null ? null : (versions.get(script.liveVersionId) ?? null);
    const draft = await ports.store.drafts.get(script.id);
    room.take(draft?.source ?? "");
    scripts.push({
      script: {
        ...script,
        id,
        realmId: into.id,
        liveVersion: live?.number ?? null,
        liveVersionId: live?.id ?? null,
        // Its versions do not come along: there is nothing to go back to.
        retiredVersion: null,
        createdAt: now,
        updatedAt: now,
      },
      draft: {
        source: draft?.source ?? live?.source ?? "",
        userId: draft?.updatedBy ?? null,
        basedOn: draft?.basedOnVersion === script.liveVersion ? (live?.number ?? null) : null,
      },
      samples: await samplesOf(ports, script, { id, now, keep }, { room, turns }),
    });
    if (live) events.push(copiedEvent(script, live, { source, into, actor }));
  }
  return {
    scripts,
    versions: [...versions.values()],
    events,
    ...(await flowsOf(ports, source, into)),
    triggers: await triggersOf(ports, source, into, ids),
  };
}

/** All of them, page by page, by module and name. */
export async function scriptsOf(
  ports: { store: Store },
  realmId: string,
  turns: TurnTaker,
): Promise<Script[]> {
  const all: Script[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<Store["scripts"]["page"]>> = await ports.store.scripts.page(
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
    await turns.pause();
  }
}

type Room = { take(text: string): void };
/** What is read is made room for; a read of SQLite gives no other work a turn by itself. */
type Reading = { room: Room; turns: TurnTaker };

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
  ports: { store: Store; versionKey: Buffer },
  scripts: readonly Script[],
  ids: ReadonlyMap<Script["id"], Script["id"]>,
  { room, turns }: Reading,
): Promise<Map<string, Version>> {
  const old = new Map<string, Version>();
  const read = async (id: Version["id"]): Promise<void> => {
    if (old.has(id)) return;
    await turns.pause();
    const version = await ports.store.versions.byId(id);
    if (version === null) throw new Fault("not_found", `There is no version ${id}.`);
    // Of a script that was made after the scripts were read.
    if (!ids.has(version.scriptId)) throw changedMeanwhile();
    room.take(version.source);
    room.take(version.compiled);
    room.take(version.map ?? "");
    // Bytes that somebody edited in the database are not signed anew.
    old.set(id, verifyVersion(version, ports.versionKey));
    for (const library of version.libraries) if ("versionId" in library) await read(library.versionId);
  };
  for (const { liveVersionId } of scripts) if (liveVersionId !== null) await read(liveVersionId);

  const numbers = new Map<string, number>();
  const inOrder = [...old.values()].sort((a, b) => a.number - b.number);
  const heads = new Map<string, Pick<Version, "id" | "number" | "scriptId">>();
  for (const { id, scriptId, createdAt } of inOrder) {
    const number = (numbers.get(scriptId) ?? 0) + 1;
    numbers.set(scriptId, number);
    heads.set(id, { id: newId("ver", createdAt), number, scriptId: ids.get(scriptId)! });
  }
  const made = new Map<string, Version>();
  const make = async (version: Version): Promise<Version> => {
    const known = made.get(version.id);
    if (known !== undefined) return known;
    await turns.pause();
    const libraries: Version["libraries"][number][] = [];
    for (const library of version.libraries) {
      if (!("versionId" in library)) {
        libraries.push(library);
        continue;
      }
      const { id: versionId, number, scriptId, sha256 } = await make(old.get(library.versionId)!);
      libraries.push({ ...library, scriptId, versionId, version: number, sha256 });
    }
    const copy = { ...version, ...heads.get(version.id)!, libraries };
    const signed = { ...copy, sha256: versionHash(copy, ports.versionKey) };
    made.set(version.id, signed);
    return signed;
  };
  for (const version of old.values()) await make(version);
  return made;
}

function changedMeanwhile(): Fault {
  return new Fault("conflict", "The realm was changed while it was copied. Try again.");
}

async function samplesOf(
  ports: { store: Store },
  script: Script,
  { id: scriptId, now, keep }: { id: Script["id"]; now: number; keep: KeepCalls },
  { room, turns }: Reading,
): Promise<NewScript["samples"]> {
  const samples: NewScript["samples"] = [];
  for (const { id } of await ports.store.samples.list(script.id)) {
    await turns.pause();
    const sample = await ports.store.samples.byId(id);
    if (sample === null) continue;
    room.take(JSON.stringify([sample.args, sample.calls]));
    samples.push({ ...sample, calls: keep(sample.calls), id: newId("smp", now), scriptId });
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

/** With what is drawn of them; of their versions only what is live, which its next publish makes the first one. */
async function flowsOf(
  ports: { store: Store },
  source: Realm,
  { id: realmId, createdAt: now }: NewRealm,
): Promise<Pick<RealmContent, "flows" | "flowDrafts">> {
  const flows = await ports.store.flows.list(source.id);
  const ids = new Map(flows.map(({ id }) => [id, newId("flw", now)]));
  const drafts = await ports.store.flows.drafts(source.id);
  return {
    flows: flows.map((flow) => ({
      ...flow,
      id: ids.get(flow.id)!,
      realmId,
      liveVersion: null,
      createdAt: now,
      updatedAt: now,
    })),
    flowDrafts: drafts.flatMap((draft) => {
      const flowId = ids.get(draft.flowId);
      return flowId === undefined ? [] : [{ ...draft, flowId, revision: 1, basedOnVersion: null }];
    }),
  };
}

async function triggersOf(
  ports: { store: Store },
  source: Realm,
  { id: realmId, createdAt: now }: NewRealm,
  ids: ReadonlyMap<Script["id"], Script["id"]>,
): Promise<Trigger[]> {
  const triggers = await ports.store.triggers.list(source.id);
  return triggers.flatMap((trigger) => {
    const scriptId = ids.get(trigger.scriptId);
    // Of a script that was made after the scripts were read: neither is in the copy.
    if (scriptId === undefined) return [];
    return {
      ...trigger,
      id: newId("trg", now),
      realmId,
      scriptId,
      enabled: false,
      disabledReason: `Copied from ${source.name}. Look at it, then enable it.`,
      sealedSecret: null,
      createdAt: now,
      updatedAt: now,
    };
  });
}
