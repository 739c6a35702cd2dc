import { createHash } from "node:crypto";
import { canonicalJson } from "@scriptyard/host-kit";
import { Fault, type Realm, type Script } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { sampleParts } from "../../authoring/scripts/create.ts";
import { noteChange } from "../../changes.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { createTurnTaker, type TurnTaker } from "../../turns.ts";
import { scriptsOf } from "../copy.ts";
import { moveBounds } from "./bounds.ts";
import { filesOf } from "./files.ts";
import type { MovingPorts } from "./ports.ts";
import { secretsOfScripts } from "./script-secrets.ts";
import { isSelected, keyOf, requireMeaning } from "./selection.ts";
import { withoutSensitive } from "./sensitive-settings.ts";
import type { MovedRealm, MovedSample, MovedScript, MoveSelection } from "./types.ts";
import { packFiles } from "./zip.ts";

/** How many of a script's former live texts are named: whoever is further behind is in conflict, and is looked at. */
const namedBefore = 10;

/**
 * A realm, or what is selected of it, as an archive. Never a secret: their names are listed.
 *
 * @throws Fault `too_large` where one archive does not hold it; `bad_request` for a selection of nothing
 */
export async function exportRealm(
  ports: MovingPorts,
  name: string,
  selection: MoveSelection,
  actor: Actor,
): Promise<Uint8Array> {
  const realm = await ports.catalog.anyRealm(name);
  const moved = await readRealm(ports, realm, selection);
  const archive = await packFiles(await filesOf(moved));
  noteChange(ports, actor, "realm.export", { realmId: realm.id, subject: realm.name });
  return archive;
}

/** What of a realm is moved, read in turns. */
export async function readRealm(
  ports: MovingPorts,
  realm: Realm,
  selection: MoveSelection,
): Promise<MovedRealm> {
  const has = (key: string) => isSelected(key, selection);
  const turns = createTurnTaker();
  const all = await scriptsOf(ports, realm.id, turns);
  const specifiers = new Map(all.map((script) => [script.id, specifierOf(script)]));
  const chosen = all.filter((script) => has(keyOf.script(script)));
  const triggers = (await ports.store.triggers.list(realm.id)).filter((one) => has(keyOf.trigger(one)));
  const partners = selection.only === undefined ? await ports.store.partnerKeys.list(realm.id) : [];
  const room = createRoom();
  const scripts: MovedScript[] = [];
  const liveBefore: MovedRealm["from"]["liveBefore"] = {};
  for (const script of chosen) {
    const moved = await readScript(ports, script, turns);
    room.take(moved);
    scripts.push(moved);
    if (script.liveVersionId === null) continue;
    const texts = await ports.store.versions.sources(script.id, namedBefore);
    liveBefore[specifierOf(script)] = texts.map(textDigest);
  }
  const { timeZone, allowedHosts, settingsSchema } = realm;
  const named = selection.only === undefined ? null : scripts;
  const { settings, secrets: sensitive } = withoutSensitive(realm);
  const moved: MovedRealm = {
    from: {
      realm: realm.name,
      title: realm.title,
      host: realm.hostId,
      whole: selection.only === undefined && (selection.except ?? []).length === 0,
      secrets: [
        ...partners.map((one) => `partners/${one.name}`),
        ...triggers.filter((one) => one.sealedSecret !== null).map((one) => `triggers/${one.name}`),
        ...(await secretsOfScripts(ports, realm.id, named)),
        ...(has(keyOf.settings) ? sensitive : []),
      ],
      liveBefore,
    },
    settings: has(keyOf.settings) ? { timeZone, allowedHosts, settings, settingsSchema } : null,
    policy: has(keyOf.policy) ? (realm.policy ?? null) : null,
    scripts,
    flows: (await ports.store.flows.list(realm.id))
      .filter((one) => one.entry !== "" && has(keyOf.flow(one)))
      .map(({ name, title, entry, nodes, edges }) => ({ name, title, entry, nodes, edges })),
    triggers: triggers.map(({ name, kind, description, config, failureLimit, scriptId }) => ({
      name,
      kind,
      description,
      script: specifiers.get(scriptId) ?? "",
      config,
      failureLimit,
    })),
  };
  // A script that was made while this was read.
  if (moved.triggers.some(({ script }) => script === ""))
    throw new Fault("conflict", "The realm was changed while it was read. Try again.");
  requireMeaning(moved, selection);
  return moved;
}

async function readScript(ports: MovingPorts, script: Script, turns: TurnTaker): Promise<MovedScript> {
  const { module, name, hook, language, description, limits, securityLevel, liveVersionId } = script;
  await turns.pause();
  const draft = await ports.store.drafts.get(script.id);
  const live = liveVersionId === null ? null : await ports.store.versions.byId(liveVersionId);
  return {
    module,
    name,
    hook,
    language,
    description,
    limits,
    securityLevel,
    draft: draft?.source ?? live?.source ?? "",
    live: live?.source ?? null,
    samples: await readSamples(ports, script, turns),
  };
}

/** By name: the same samples are the same file, in whatever order they were made. */
export async function readSamples(
  ports: MovingPorts,
  { id }: Pick<Script, "id">,
  turns: TurnTaker,
): Promise<MovedSample[]> {
  const samples: MovedSample[] = [];
  for (const { id: sampleId } of await ports.store.samples.list(id)) {
    await turns.pause();
    const sample = await ports.store.samples.byId(sampleId);
    if (sample !== null) samples.push(sampleParts(sample));
  }
  return inOrder(samples);
}

/** By name, and those of one name by what they hold. */
export function inOrder(samples: readonly MovedSample[]): MovedSample[] {
  const keyed = samples.map((sample) => ({ sample, key: `${sample.name}\n${canonicalJson(sample)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ sample }) => sample);
}

/** Of a text that was live: whoever has it knows that it is the same, and no more. */
export function textDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** It is read into memory before it is packed. */
function createRoom() {
  let bytes = 0;
  return {
    take({ draft, live, samples }: MovedScript) {
      bytes += Buffer.byteLength(draft) + Buffer.byteLength(live ?? "");
      for (const { args, calls } of samples)
        bytes += Buffer.byteLength(JSON.stringify(args)) + Buffer.byteLength(JSON.stringify(calls));
      if (bytes > moveBounds.bytes)
        throw new Fault(
          "too_large",
          `The realm has more than ${moveBounds.bytes / 1e6} MB of scripts and samples: too much for one archive. Export a part of it.`,
        );
    },
  };
}
