import { newId, type PublishEvent, type Realm, type Script, type Version } from "@scriptyard/model";
import type { NewScript, RealmImport } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { sampleOf } from "../../authoring/scripts/create.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import { callsWithoutSecrets } from "../../secrets/kept-calls.ts";
import { declarationsOf } from "../../settings/declarations.ts";
import { versionHash } from "../../texts/version-hash.ts";
import { createTurnTaker } from "../../turns.ts";
import type { Checked, Chosen } from "./check.ts";
import type { TriggersReady } from "./check-triggers.ts";
import { samplesToWrite } from "./compare.ts";
import type { MovingPorts } from "./ports.ts";
import type { MovedSample } from "./types.ts";

type Prepared = {
  chosen: Chosen;
  scripts: ReadonlyMap<string, Script>;
  checked: ReadonlyMap<string, Checked>;
  ready: TriggersReady;
  note: string;
  actor: Actor;
};

/** Everything that an import writes. */
export async function prepareImport(ports: MovingPorts, parts: Prepared): Promise<RealmImport> {
  const { chosen, scripts, ready, actor } = parts;
  const { after: realm, before } = chosen;
  const atMs = ports.clock();
  const turns = createTurnTaker();
  const keep = await callsWithoutSecrets(ports, realm.id);
  const kept = (sample: MovedSample) => ({ ...sample, calls: keep(sample.calls ?? []) });
  const input: {
    -readonly [part in keyof RealmImport]: RealmImport[part] extends readonly (infer One)[]
      ? One[]
      : RealmImport[part];
  } = {
    realmId: realm.id,
    userId: actor.userId,
    note: parts.note,
    atMs,
    settings: chosen.settings && {
      before: before.lastChange?.revision ?? 0,
      after: chosen.settings.moved,
    },
    policy: chosen.policy && { before: before.policy ?? null, after: chosen.policy.moved },
    scripts: [...ready.adopted],
    changedScripts: [],
    drafts: [],
    newSamples: [],
    changedSamples: [],
    versions: await versionsOf(ports, parts, atMs),
    flows: chosen.flows.map(({ moved, here }) => ({
      before: here,
      after: {
        ...moved,
        id: here?.id ?? newId("flw", atMs),
        realmId: realm.id,
        liveVersion: here?.liveVersion ?? null,
        createdAt: here?.createdAt ?? atMs,
        // What is looked at is told from what is there by its time.
        updatedAt: Math.max(atMs, (here?.updatedAt ?? 0) + 1),
      },
    })),
    triggers: ready.triggers,
  };
  for (const { moved, here } of chosen.scripts) {
    await turns.pause();
    const { description, limits, securityLevel, samples, draft } = moved;
    if (here === null) {
      const script = scripts.get(specifierOf(moved))!;
      const own: NewScript = {
        script,
        draft: { source: draft, userId: actor.userId },
        samples: samples.map((one) => sampleOf(script.id, kept(one), atMs)),
      };
      input.scripts.push(own);
      continue;
    }
    const { script } = here;
    input.changedScripts.push({ before: script, after: { description, limits, securityLevel } });
    if (here.draft.source !== draft)
      input.drafts.push({ before: here.draft.revision, after: { scriptId: script.id, source: draft } });
    for (const { sample, over } of samplesToWrite(samples, here.samples))
      if (over === null) input.newSamples.push(sampleOf(script.id, kept(sample), atMs));
      else {
        const updatedAt = Math.max(atMs, over.updatedAt + 1);
        input.changedSamples.push({ ...over, ...kept(sample), updatedAt });
      }
  }
  return input;
}

/** Libraries before those that are bound to them, whose hashes cover theirs. */
async function versionsOf(
  ports: MovingPorts,
  { chosen, checked, note, actor }: Prepared,
  createdAt: number,
): Promise<RealmImport["versions"][number][]> {
  const { after: realm } = chosen;
  if (checked.size === 0) return [];
  const { hash: declarationsHash } = await declarationsOf(ports, realm, payerOf(realm, actor));
  const made = new Map<string, Version>();
  const make = (specifier: string, one: Checked): Version => {
    const known = made.get(specifier);
    if (known !== undefined) return known;
    const { script, source, text, diagnostics, versionId, number } = one;
    const libraries = text.pins.map((pin) => {
      const own = "versionId" in pin ? checked.get(pin.specifier) : undefined;
      return own === undefined ? pin : { ...pin, sha256: make(pin.specifier, own).sha256 };
    });
    const { id: scriptId, language, hook, limits, securityLevel } = script;
    const hashed = {
      scriptId,
      language,
      hook,
      source,
      compiled: text.entry.code ?? "",
      map: text.entry.map,
      libraries,
      limits,
      securityLevel,
      declarationsHash,
      unknownOutcome: "error" as const,
    };
    const sha256 = versionHash(hashed, ports.versionKey);
    const { userId: authorId } = actor;
    const version: Version = {
      ...hashed,
      id: versionId,
      number,
      sha256,
      diagnostics,
      authorId,
      note,
      createdAt,
    };
    made.set(specifier, version);
    return version;
  };
  const turns = createTurnTaker();
  for (const [specifier, one] of checked) {
    make(specifier, one);
    await turns.pause();
  }
  return [...made].map(([specifier, version]) => ({
    before: checked.get(specifier)!.script.liveVersionId,
    after: { version, event: eventOf(realm, version) },
  }));
}

function eventOf(realm: Realm, version: Version): Omit<PublishEvent, "previousVersion"> {
  return {
    id: newId("pub", version.createdAt),
    realmId: realm.id,
    scriptId: version.scriptId,
    kind: "publish",
    versionId: version.id,
    version: version.number,
    note: version.note,
    authorId: version.authorId,
    idempotencyKey: null,
    at: version.createdAt,
  };
}

/** @throws Fault `too_large` naming what is full */
export async function requireAllRoom(ports: MovingPorts, { id }: Realm, input: RealmImport): Promise<void> {
  const { usage } = ports.store;
  const turns = createTurnTaker();
  const bytes = async (texts: Iterable<string>): Promise<number> => {
    let sum = 0;
    for (const text of texts) {
      sum += Buffer.byteLength(text);
      await turns.pause();
    }
    return sum;
  };
  const adding = new Map<string, { count: number; bytes: number }>();
  for (const sample of [...input.newSamples, ...input.scripts.flatMap((one) => one.samples)]) {
    const own = adding.get(sample.scriptId) ?? { count: 0, bytes: 0 };
    const length = await bytes([JSON.stringify(sample.args), JSON.stringify(sample.calls)]);
    adding.set(sample.scriptId, { count: own.count + 1, bytes: own.bytes + length });
  }
  for (const [scriptId, own] of adding) {
    const used = await usage.samplesOf(scriptId);
    requireRoom({
      scriptSamples: { used: used.count, adding: own.count },
      scriptSampleBytes: { used: used.bytes, adding: own.bytes },
    });
  }
  const total = (of: "count" | "bytes") => [...adding.values()].reduce((sum, one) => sum + one[of], 0);
  const versions = input.versions.map(({ after }) => after.version);
  const drafts = [...input.scripts.map((one) => one.draft), ...input.drafts.map((one) => one.after)];
  const samples = await usage.samples(id);
  requireRoom({
    scripts: { used: await usage.scripts(id), adding: input.scripts.length },
    draftBytes: { used: await usage.draftBytes(id), adding: await bytes(drafts.map((one) => one.source)) },
    versionBytes: {
      used: await usage.versionBytes(id),
      adding: await bytes(versions.flatMap((one) => [one.source, one.compiled, one.map ?? ""])),
    },
    samples: { used: samples.count, adding: total("count") },
    sampleBytes: { used: samples.bytes, adding: total("bytes") },
    flows: {
      used: (await ports.store.flows.list(id)).length,
      adding: input.flows.filter(({ before }) => before === null).length,
    },
    triggers: {
      used: await usage.triggers(id),
      adding: input.triggers.filter(({ before }) => before === null).length,
    },
  });
}
