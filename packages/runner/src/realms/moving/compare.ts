// Long: a row function for each kind of thing that moves.
import { createHash } from "node:crypto";
import { canonicalJson } from "@scriptyard/host-kit";
import type { Draft, Flow, Realm, Sample, Script, Trigger, Version } from "@scriptyard/model";
import { specifierOf } from "../../engine/runnable.ts";
import { createTurnTaker, type TurnTaker } from "../../turns.ts";
import { inOrder, textDigest } from "./export.ts";
import type { MovingPorts } from "./ports.ts";
import { missingScriptSecret, scriptSecretNamed } from "./script-secrets.ts";
import { keyOf } from "./selection.ts";
import { settingNamed, withSensitiveOf } from "./sensitive-settings.ts";
import type {
  MovedFlow,
  MovedRealm,
  MovedSample,
  MovedScript,
  MovedSettings,
  MovedTrigger,
  MoveRow,
} from "./types.ts";

/** A script of the realm as an import finds it. */
export type ScriptHere = {
  script: Script;
  draft: Draft;
  live: Version | null;
  samples: Sample[];
  /** Number of its newest version; 0 = none. */
  lastVersion: number;
  /** What its host delivers by that name; null: nothing. A draft that is this text is nobody's. */
  delivered: string | null;
};

/** Each thing of an archive beside what is here; `here` null: nothing is. */
export type Compared = {
  realm: Realm;
  scripts: { moved: MovedScript; here: ScriptHere | null; row: MoveRow }[];
  flows: { moved: MovedFlow; here: Flow | null; row: MoveRow }[];
  triggers: { moved: MovedTrigger; here: Trigger | null; row: MoveRow }[];
  /** `missing`: names of secrets among them that are neither in the archive nor here. */
  settings: { moved: MovedSettings; row: MoveRow; missing: string[] } | null;
  policy: { moved: NonNullable<MovedRealm["policy"]>; row: MoveRow } | null;
  secrets: MoveRow[];
  /** Changes with everything that was compared. */
  basedOn: string;
};

/** What is different between an archive and the realm. Nothing is checked yet. */
export async function compareRealm(
  ports: MovingPorts,
  realm: Realm,
  moved: MovedRealm,
  archive: Uint8Array,
): Promise<Compared> {
  const turns = createTurnTaker();
  const state = createHash("sha256").update(archive);
  const note = (...facts: unknown[]) => void state.update(`${canonicalJson(facts)}\n`);
  const scripts: Compared["scripts"] = [];
  for (const one of moved.scripts) {
    const here = await readHere(ports, realm, one, turns);
    const row = scriptRow(one, here, moved.from.liveBefore[specifierOf(one)] ?? []);
    note(row.key, here && stateOf(here));
    scripts.push({ moved: one, here, row });
  }
  const flowsHere = new Map((await ports.store.flows.list(realm.id)).map((flow) => [flow.name, flow]));
  const flows: Compared["flows"] = [];
  for (const one of moved.flows) {
    await turns.pause();
    const here = flowsHere.get(one.name) ?? null;
    note(keyOf.flow(one), here && [here.updatedAt, here.title]);
    flows.push({ moved: one, here, row: flowRow(one, here) });
  }
  const all = await ports.store.triggers.list(realm.id);
  const triggersHere = new Map(all.map((trigger) => [trigger.name, trigger]));
  const triggers: Compared["triggers"] = [];
  for (const one of moved.triggers) {
    await turns.pause();
    const here = triggersHere.get(one.name) ?? null;
    const script = here && (await ports.store.scripts.byId(here.scriptId));
    note(keyOf.trigger(one), here?.updatedAt);
    triggers.push({ moved: one, here, row: triggerRow(one, here, script && specifierOf(script)) });
  }
  const settings = moved.settings && settingsOf(moved.settings, moved.from.secrets, realm);
  const policy = moved.policy && { moved: moved.policy, row: policyRow(moved.policy, realm) };
  note(
    realm.id,
    realm.hostId,
    settings && (realm.lastChange?.revision ?? 0),
    policy && (realm.policy ?? null),
  );
  return {
    realm,
    scripts,
    flows,
    triggers,
    settings,
    policy,
    secrets: [
      ...(await missingSecrets(ports, realm, moved, triggersHere)),
      ...(settings?.missing ?? []).map(missingSetting),
    ],
    basedOn: state.digest("base64url").slice(0, 22),
  };
}

async function readHere(
  ports: MovingPorts,
  realm: Realm,
  { module, name }: MovedScript,
  turns: TurnTaker,
): Promise<ScriptHere | null> {
  await turns.pause();
  const script = await ports.store.scripts.byName(realm.id, module, name);
  const draft = script && (await ports.store.drafts.get(script.id));
  if (!script || !draft) return null;
  const live = script.liveVersionId === null ? null : await ports.store.versions.byId(script.liveVersionId);
  const samples: Sample[] = [];
  for (const { id } of await ports.store.samples.list(script.id)) {
    const sample = await ports.store.samples.byId(id);
    if (sample !== null) samples.push(sample);
  }
  const newest = live === null ? null : (await ports.store.versions.list(script.id, { limit: 1 })).items[0];
  const shipped = ports.hosts
    .byId(realm.hostId)
    .defaults.find((one) => one.module === module && one.name === name);
  const delivered = shipped?.source ?? null;
  return { script, draft, live, samples, lastVersion: newest?.number ?? 0, delivered };
}

/** What an import counts on. */
function stateOf({ script, draft, samples, lastVersion }: ScriptHere): unknown {
  const { id, liveVersionId, description, limits, securityLevel } = script;
  const kept = samples.map((one) => [one.id, one.updatedAt]);
  return [id, liveVersionId, description, limits, securityLevel, draft.revision, lastVersion, kept];
}

/** Whether an import publishes it: its live text, or what that runs with, is another one here. */
export function publishes({ moved, here }: Pick<Compared["scripts"][number], "moved" | "here">): boolean {
  if (moved.live === null) return false;
  const live = here?.live ?? null;
  return live === null || live.source !== moved.live || !isSame(facts(moved), facts(live));
}

const facts = ({ limits, securityLevel }: Pick<Script, "limits" | "securityLevel">) => [
  limits,
  securityLevel,
];

function scriptRow(moved: MovedScript, here: ScriptHere | null, liveBefore: readonly string[]): MoveRow {
  const key = keyOf.script(moved);
  const kind = moved.hook === null ? "library" : "script";
  if (here === null) return rowOf({ key, kind, status: "new" });
  const { script, draft, live, samples } = here;
  const changes = [
    ...(draft.source === moved.draft ? [] : ["draft"]),
    ...(publishes({ moved, here }) ? ["live"] : []),
    ...(samplesToWrite(moved.samples, samples).length === 0 ? [] : ["samples"]),
    ...(isSame([moved.description, facts(moved)], [script.description, facts(script)]) ? [] : ["settings"]),
  ];
  const problem =
    script.hook === moved.hook && script.language === moved.language
      ? null
      : `It is ${what(script)} here and ${what(moved)} there. Rename or remove one of them.`;
  if (changes.length === 0 && problem === null) return rowOf({ key, kind, status: "same" });
  const note = conflictOf(moved, here, liveBefore);
  const status = note === null ? "changed" : "conflicting";
  return rowOf({ key, kind, status, changes, note, problem });

  function what({ hook, language }: Pick<Script, "hook" | "language">): string {
    return hook === null ? `a library in ${language}` : `a script with the hook ${hook} in ${language}`;
  }
  function conflictOf(theirs: MovedScript, mine: ScriptHere, before: readonly string[]): string | null {
    if (
      live !== null &&
      theirs.live !== null &&
      live.source !== theirs.live &&
      !before.includes(textDigest(live.source))
    )
      return `What is live here (v${live.number}) was never live there: somebody published it here.`;
    if (mine.script.retiredVersion !== null && theirs.live !== null)
      return `It was retired here (v${mine.script.retiredVersion} was live until then): the import would make it live again.`;
    const mineIsOwn = ![theirs.draft, theirs.live, mine.delivered].includes(mine.draft.source);
    if (!mineIsOwn) return null;
    if (live === null) return "Its draft here is another one, and was never published.";
    return mine.draft.source === live.source ? null : "Its draft here has changes that were not published.";
  }
}

/** Samples by name; those of one name in their order. Samples that only are here stay. */
export function samplesToWrite(
  moved: readonly MovedSample[],
  here: readonly Sample[],
): { sample: MovedSample & Pick<Sample, "calls">; over: Sample | null }[] {
  // Each is written out once: a hundred may have one name, and be large.
  const input = ({ description, args }: MovedSample) => canonicalJson([description, args]);
  const content = (sample: MovedSample) => `${input(sample)}${canonicalJson(sample.calls)}`;
  const left = new Map<string, { sample: Sample; input: string; text: string }[]>();
  for (const sample of here) {
    const one = { sample, input: input(sample), text: content(sample) };
    const known = left.get(sample.name);
    if (known) known.push(one);
    else left.set(sample.name, [one]);
  }
  const different: MovedSample[] = [];
  // What is there already takes its own first, so that of two of one name only the other is written.
  for (const sample of inOrder(moved)) {
    const own = left.get(sample.name) ?? [];
    const isSilent = sample.calls === null;
    const text = isSilent ? input(sample) : content(sample);
    const at = own.findIndex((one) => text === (isSilent ? one.input : one.text));
    if (at >= 0) own.splice(at, 1);
    else different.push(sample);
  }
  return different.map((sample) => {
    const over = left.get(sample.name)?.shift()?.sample ?? null;
    return { sample: { ...sample, calls: sample.calls ?? over?.calls ?? [] }, over };
  });
}

function flowRow(moved: MovedFlow, here: Flow | null): MoveRow {
  const own = { key: keyOf.flow(moved), kind: "flow" as const };
  if (here === null) return rowOf({ ...own, status: "new" });
  const { title, entry, nodes, edges } = here;
  const same = isSame({ name: moved.name, title, entry, nodes, edges }, moved);
  return rowOf({ ...own, status: same ? "same" : "changed", changes: same ? [] : ["graph"] });
}

function triggerRow(moved: MovedTrigger, here: Trigger | null, script: string | null): MoveRow {
  const own = { key: keyOf.trigger(moved), kind: "trigger" as const };
  if (here === null) return rowOf({ ...own, status: "new" });
  const { name, kind, description, config, failureLimit } = here;
  const same = isSame({ name, kind, description, config, failureLimit, script }, moved);
  const problem =
    here.kind === moved.kind
      ? null
      : `It is of the kind ${here.kind} here and ${moved.kind} there. Rename or remove one of them.`;
  if (same) return rowOf({ ...own, status: "same", problem });
  const note = doorOf(here, moved);
  const status = note === null ? "changed" : "conflicting";
  return rowOf({ ...own, status, changes: ["settings"], note, problem });
}

/** Who may call an endpoint is decided where it is called: what is open on staging would be open here. */
function doorOf(here: Trigger, moved: MovedTrigger): string | null {
  const authOf = ({ auth }: Trigger["config"]) => (typeof auth === "string" ? auth.slice(0, 20) : "token");
  const [mine, theirs] = [authOf(here.config), authOf(moved.config)];
  if (here.kind !== "http" || mine === theirs) return null;
  return `Who may call it is another there: ${mine} here, ${theirs} there.`;
}

function settingsOf(
  moved: MovedSettings,
  secrets: readonly string[],
  realm: Realm,
): NonNullable<Compared["settings"]> {
  const whole = withSensitiveOf(moved, secrets, realm);
  return { ...whole, row: settingsRow(whole.moved, realm) };
}

function missingSetting(name: string): MoveRow {
  const note = `The setting ${settingNamed(name)} is secret and did not come along. Set it under Settings.`;
  return rowOf({ key: keyOf.secret(name), kind: "secret", status: "missing", note });
}

function settingsRow(moved: MovedSettings, realm: Realm): MoveRow {
  const own = { key: keyOf.settings, kind: "settings" as const };
  const names = (Object.keys(moved) as (keyof MovedSettings)[]).filter(
    (name) => !isSame(moved[name], realm[name]),
  );
  if (names.length === 0) return rowOf({ ...own, status: "same" });
  // What is right for a shop under test is often wrong for the one that sells: it is asked.
  const isOwn = realm.lastChange !== undefined;
  const note = isOwn ? "Somebody set them here." : null;
  return rowOf({ ...own, status: isOwn ? "conflicting" : "changed", changes: names, note });
}

function policyRow(moved: NonNullable<MovedRealm["policy"]>, realm: Realm): MoveRow {
  const own = { key: keyOf.policy, kind: "policy" as const };
  if (isSame(moved, realm.policy ?? null)) return rowOf({ ...own, status: "same" });
  const isOwn = realm.policy !== undefined;
  const note = isOwn ? "The realm has a policy of its own." : null;
  return rowOf({ ...own, status: isOwn ? "conflicting" : "new", changes: isOwn ? ["policy"] : [], note });
}

/** What was secret there and is not here: an import brings none. */
async function missingSecrets(
  ports: MovingPorts,
  realm: Realm,
  { from, triggers }: MovedRealm,
  here: ReadonlyMap<string, Trigger>,
): Promise<MoveRow[]> {
  const partners = new Set((await ports.store.partnerKeys.list(realm.id)).map(({ name }) => name));
  const secrets = await ports.store.secrets.list(realm.id);
  const coming = new Set(triggers.map(({ name }) => name));
  const missing: MoveRow[] = [];
  for (const name of from.secrets) {
    const [folder, own = ""] = name.split("/");
    if (folder === "settings") continue;
    const place = scriptSecretNamed(name);
    if (place !== null) {
      if (secrets.some((one) => one.name === place.name && one.script === place.script)) continue;
      const note = missingScriptSecret(place);
      // It is named with its folder already.
      missing.push(rowOf({ key: name, kind: "secret", status: "missing", note }));
      continue;
    }
    const isTrigger = folder === "triggers" && coming.has(own);
    if (isTrigger ? (here.get(own)?.sealedSecret ?? null) !== null : partners.has(own)) continue;
    missing.push(
      rowOf({
        key: keyOf.secret(name),
        kind: "secret",
        status: "missing",
        note: isTrigger
          ? `The endpoint ${own} gets a secret of its own here when it is enabled; tell it to whoever calls.`
          : `The partner ${own} has no key here. Make one under Settings, Partners, and tell it to them.`,
      }),
    );
  }
  return missing;
}

export function rowOf(row: Pick<MoveRow, "key" | "kind" | "status"> & Partial<MoveRow>): MoveRow {
  return { changes: [], note: null, problem: null, findings: [], ...row };
}

export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
