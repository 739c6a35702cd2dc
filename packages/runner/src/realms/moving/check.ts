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
import type { Actor } from "../../actor.ts";
import { keepUsedLevels } from "../../authoring/policy/update-policy.ts";
import { checkSource } from "../../authoring/scripts/drafts.ts";
import { checkLimits } from "../../engine/limits.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { hostCapabilities } from "../../policy/host-capabilities.ts";
import { productionStarts } from "../../policy/starts.ts";
import { checkFlow } from "../../starters/flows/graph.ts";
import { checkText } from "../../texts/check.ts";
import { summarize } from "../../texts/diagnostics.ts";
import { type LibrarySource, type LibraryText, liveLibraries } from "../../texts/libraries.ts";
import type { LinkedText } from "../../texts/link.ts";
import { loadProblem } from "../../texts/load.ts";
import { junctionFor } from "../../texts/outcome-findings.ts";
import { createTurnTaker } from "../../turns.ts";
import { type Compared, publishes } from "./compare.ts";
import type { MovingPorts } from "./ports.ts";
import { settingNamed } from "./sensitive-settings.ts";

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
  ports: MovingPorts,
  chosen: Chosen,
  actor: Actor,
): Promise<{ scripts: Map<string, Script>; checked: Map<string, Checked> }> {
  const { after } = chosen;
  await checkRealm(ports, chosen, actor);
  const host = ports.hosts.byId(after.hostId);
  const turns = createTurnTaker();
  const flows = new Map<string, Flow>();
  for (const { moved, here, row } of chosen.flows) {
    await turns.pause();
    row.problem = await problemOf(() => {
      const now = ports.clock();
      const flow = {
        ...moved,
        id: here?.id ?? newId("flw", now),
        realmId: after.id,
        liveVersion: here?.liveVersion ?? null,
        createdAt: now,
        updatedAt: now,
      };
      flows.set(moved.name, checkFlow(flow, host));
    });
  }
  const ahead = coreAhead(ports, flows);
  const now = ports.clock();
  const scripts = new Map<string, Script>();
  const waiting = new Map<string, Waiting>();
  for (const { moved, here, row } of chosen.scripts) {
    await turns.pause();
    const script: Script = {
      id: here?.script.id ?? newId("scr", now),
      realmId: after.id,
      liveVersion: here?.script.liveVersion ?? null,
      liveVersionId: here?.script.liveVersionId ?? null,
      retiredVersion: here?.script.retiredVersion ?? null,
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
  const libraries = librariesAhead(liveLibraries(ports, after), waiting);
  const checked = new Map<string, Checked>();
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
  ports: MovingPorts,
  realm: Realm,
  { one, libraries, actor }: { one: Waiting; libraries: LibrarySource; actor: Actor },
): Promise<{ checked: Checked; problem: string | null }> {
  const { script, source } = one;
  const policy = ports.policies.of(realm, {
    ...script,
    starts: await productionStarts(ports, realm, script),
  });
  const { text, diagnostics } = await checkText(ports, {
    realm,
    script,
    source,
    libraries,
    payer: payerOf(realm, actor),
    policy,
    junction: await junctionFor(ports, realm, script),
    signal: actor.gone,
  });
  const loads = blocksPublish(diagnostics)
    ? null
    : await loadProblem(ports, realm, script, text, { limits: policy.limits, trialOf: actor });
  const all = loads === null ? diagnostics : [...diagnostics, loads];
  const problem = blocksPublish(all) ? `Its live text does not fit here. ${summarize(all)}` : null;
  return { checked: { ...one, text, diagnostics: all }, problem };
}

/** Flows as they will be; all else is as it is. */
function coreAhead(ports: MovingPorts, flows: ReadonlyMap<string, Flow>): MovingPorts {
  const { store } = ports;
  const byName: typeof store.flows.byName = async (realmId, name) =>
    flows.get(name) ?? store.flows.byName(realmId, name);
  return { ...ports, store: { ...store, flows: { ...store.flows, byName } } };
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

async function checkRealm(
  ports: MovingPorts,
  { settings, policy, before, after }: Chosen,
  actor: Actor,
): Promise<void> {
  if (settings !== null)
    settings.row.problem = await problemOf(async () => {
      const { timeZone, settingsSchema, settings: values } = settings.moved;
      if (!isTimeZone(timeZone))
        throw new Fault(
          "bad_request",
          `timeZone: "${timeZone}" is no IANA zone; write one such as Europe/Vienna.`,
        );
      const {
        issues: [issue],
      } = await ports.hosts.settings.read(
        { schema: settingsSchema, settings: values, place: null },
        payerOf(after, actor),
        actor.gone,
      );
      if (issue === undefined) return;
      const missing = settings.missing.map(settingNamed).join(", ");
      const why = missing === "" ? "" : ` Secret settings stay where they are: set ${missing} here first.`;
      throw new Fault("bad_request", `${issue.path}: ${issue.message}.${why}`);
    });
  if (policy === null) return;
  const host = ports.hosts.byId(after.hostId);
  const [issue] = checkPolicy(policy.moved, ports.policies.installed(), hostCapabilities(host).all);
  policy.row.problem = issue === undefined ? null : `${issue.path}: ${issue.message}.`;
  policy.row.problem ??= await problemOf(() => keepUsedLevels(ports, before, policy.moved));
}

async function problemWith(
  ports: MovingPorts,
  realm: Realm,
  script: Script,
  texts: readonly string[],
): Promise<string | null> {
  const { hook, limits, securityLevel } = script;
  const host = ports.hosts.byId(realm.hostId);
  if (hook !== null && !host.hooks.some((one) => one.name === hook))
    return `The host ${host.title} has no hook ${hook} here. Update the host first.`;
  const levels = ports.policies.levels(realm);
  if (securityLevel !== inheritedLevel && !levels.has(securityLevel))
    return `There is no security level "${securityLevel}" here. Import the policy too, or make the level first.`;
  const starts = await productionStarts(ports, realm, script);
  return problemOf(() => {
    for (const text of texts) checkSource(text);
    checkLimits(limits, (own) => ports.policies.of(realm, { ...script, limits: own, starts }));
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
