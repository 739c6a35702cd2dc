import { checkSettingsSchema, validateSettings } from "@scriptyard/host-kit";
import {
  blocksPublish,
  checkPolicy,
  type Diagnostic,
  Fault,
  type Flow,
  inheritedLevel,
  isTimeZone,
  newId,
  type PinnedLibrary,
  type Realm,
  type Script,
} from "@scriptyard/model";
import type { Core } from "../../core.ts";
import { checkFlow } from "../../flows/graph.ts";
import { junctionFor } from "../../flows/outcome-findings.ts";
import { checkText } from "../../pipeline/check.ts";
import { summarize } from "../../pipeline/diagnostics.ts";
import { type LibrarySource, type LibraryText, liveLibraries } from "../../pipeline/libraries.ts";
import { checkLimits } from "../../pipeline/limits.ts";
import type { LinkedText } from "../../pipeline/link.ts";
import { loadProblem } from "../../pipeline/load.ts";
import { payerOf } from "../../pipeline/payer.ts";
import { specifierOf } from "../../pipeline/runnable.ts";
import { hostCapabilities } from "../../policy/host-capabilities.ts";
import { productionStarts } from "../../policy/starts.ts";
import { keepUsedLevels } from "../../policy/update-policy.ts";
import { checkSource } from "../../scripts/drafts.ts";
import { createTurnTaker } from "../../turns.ts";
import type { Actor } from "../../types.ts";
import { type Compared, publishes } from "./compare.ts";

/** A script that is to be published, linked with what it will run with. */
export type Checked = {
  /** As it will be stored, but for the version. */
  script: Script;
  source: string;
  text: LinkedText;
  diagnostics: Diagnostic[];
  versionId: `ver_${string}`;
  number: number;
};

/** What is chosen of a comparison, with the realm as it will be. */
export type Chosen = Pick<Compared, "scripts" | "flows" | "triggers" | "settings" | "policy"> & {
  before: Realm;
  after: Realm;
};

/** How many findings of one text a plan tells. */
const mostFindings = 20;

/**
 * Checks what is chosen as it will be when all of it is written: flows by the host, limits by the policy, texts with the libraries
 * that come with them. What is wrong is written into the rows.
 *
 * @returns by `module/name`: the scripts as they will be, and what of them can be published
 */
export async function checkChosen(
  core: Core,
  chosen: Chosen,
  actor: Actor,
): Promise<{ scripts: Map<string, Script>; checked: Map<string, Checked> }> {
  const { after } = chosen;
  await checkRealm(core, chosen);
  const host = core.hosts.byId(after.hostId);
  const flows = new Map<string, Flow>();
  for (const { moved, here, row } of chosen.flows)
    row.problem = await problemOf(() => {
      const now = core.clock();
      const flow = {
        ...moved,
        id: here?.id ?? newId("flw", now),
        realmId: after.id,
        createdAt: now,
        updatedAt: now,
      };
      flows.set(moved.name, checkFlow(flow, host));
    });
  const ahead = coreAhead(core, flows);
  const now = core.clock();
  const scripts = new Map<string, Script>();
  const waiting = new Map<string, Waiting>();
  for (const { moved, here, row } of chosen.scripts) {
    const script: Script = {
      id: here?.script.id ?? newId("scr", now),
      realmId: after.id,
      liveVersion: here?.script.liveVersion ?? null,
      liveVersionId: here?.script.liveVersionId ?? null,
      createdAt: here?.script.createdAt ?? now,
      updatedAt: now,
      module: moved.module,
      name: moved.name,
      hook: moved.hook,
      language: moved.language,
      description: moved.description,
      limits: moved.limits,
      securityLevel: moved.securityLevel,
    };
    scripts.set(specifierOf(moved), script);
    row.problem ??= await problemWith(ahead, after, script, [moved.draft, moved.live ?? ""]);
    if (row.problem !== null || moved.live === null || !publishes({ moved, here })) continue;
    const [versionId, number] = [newId("ver", now), (here?.lastVersion ?? 0) + 1] as const;
    waiting.set(specifierOf(moved), { script, source: moved.live, versionId, number });
  }
  const libraries = librariesAhead(liveLibraries(core, after), waiting);
  const checked = new Map<string, Checked>();
  const turns = createTurnTaker();
  for (const { moved, row } of chosen.scripts) {
    const one = waiting.get(specifierOf(moved));
    if (one === undefined) continue;
    await turns.pause();
    const found = await checkOne(ahead, after, { one, libraries, actor });
    if (found.problem === null) checked.set(specifierOf(moved), found.checked);
    row.problem = found.problem;
    row.findings = found.checked.diagnostics.slice(0, mostFindings);
  }
  return { scripts, checked };
}

type Waiting = Omit<Checked, "text" | "diagnostics">;

async function checkOne(
  core: Core,
  realm: Realm,
  { one, libraries, actor }: { one: Waiting; libraries: LibrarySource; actor: Actor },
): Promise<{ checked: Checked; problem: string | null }> {
  const { script, source } = one;
  const policy = core.policies.of(realm, { ...script, starts: await productionStarts(core, realm, script) });
  const { text, diagnostics } = await checkText(core, {
    realm,
    script,
    source,
    libraries,
    payer: payerOf(realm, actor),
    policy,
    junction: await junctionFor(core, realm, script),
    signal: actor.gone,
  });
  const loads = blocksPublish(diagnostics)
    ? null
    : await loadProblem(core, realm, script, text, policy.limits);
  const all = loads === null ? diagnostics : [...diagnostics, loads];
  const problem = blocksPublish(all) ? `Its live text does not fit here. ${summarize(all)}` : null;
  return { checked: { ...one, text, diagnostics: all }, problem };
}

/** Flows as they will be; all else is as it is. */
function coreAhead(core: Core, flows: ReadonlyMap<string, Flow>): Core {
  const { store } = core;
  const byName: typeof store.flows.byName = async (realmId, name) =>
    flows.get(name) ?? store.flows.byName(realmId, name);
  return { ...core, store: { ...store, flows: { ...store.flows, byName } } };
}

/** Libraries that come along go before those that are live here. Their hashes are known when all are checked. */
function librariesAhead(live: LibrarySource, waiting: ReadonlyMap<string, Waiting>): LibrarySource {
  return {
    async find(specifier) {
      const one = waiting.get(specifier);
      if (one === undefined || one.script.hook !== null) return live.find(specifier);
      const { script, source, versionId, number } = one;
      const pin: PinnedLibrary = {
        specifier,
        scriptId: script.id,
        versionId,
        version: number,
        sha256: notYet,
      };
      return { specifier, language: script.language, source, pin } satisfies LibraryText;
    },
    async names(most) {
      const own = [...waiting].filter(([, { script }]) => script.hook === null).map(([name]) => name);
      return [...new Set([...own, ...(await live.names(most))])].slice(0, most);
    },
  };
}

/** Stands for the hash of a version that is not made yet. */
export const notYet = "0".repeat(64);

async function checkRealm(core: Core, { settings, policy, before, after }: Chosen): Promise<void> {
  if (settings !== null)
    settings.row.problem = await problemOf(() => {
      const { timeZone, settingsSchema, settings: values } = settings.moved;
      if (!isTimeZone(timeZone))
        throw new Fault(
          "bad_request",
          `timeZone: "${timeZone}" is no IANA zone; write one such as Europe/Vienna.`,
        );
      const [issue] = [...checkSettingsSchema(settingsSchema), ...validateSettings(settingsSchema, values)];
      if (issue !== undefined) throw new Fault("bad_request", `${issue.path}: ${issue.message}.`);
    });
  if (policy === null) return;
  const host = core.hosts.byId(after.hostId);
  const [issue] = checkPolicy(policy.moved, core.policies.installed(), hostCapabilities(host).all);
  policy.row.problem = issue === undefined ? null : `${issue.path}: ${issue.message}.`;
  policy.row.problem ??= await problemOf(() => keepUsedLevels(core, before, policy.moved));
}

async function problemWith(
  core: Core,
  realm: Realm,
  script: Script,
  texts: readonly string[],
): Promise<string | null> {
  const { hook, limits, securityLevel } = script;
  const host = core.hosts.byId(realm.hostId);
  if (hook !== null && !host.hooks.some((one) => one.name === hook))
    return `The host ${host.title} has no hook ${hook} here. Update the host first.`;
  const levels = core.policies.levels(realm);
  if (securityLevel !== inheritedLevel && !levels.has(securityLevel))
    return `There is no security level "${securityLevel}" here. Import the policy too, or make the level first.`;
  const starts = await productionStarts(core, realm, script);
  return problemOf(() => {
    for (const text of texts) checkSource(text);
    checkLimits(limits, (own) => core.policies.of(realm, { ...script, limits: own, starts }));
  });
}

/** The words of a refusal; null where there is none. */
export async function problemOf(check: () => unknown): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error.message;
    throw error;
  }
}
