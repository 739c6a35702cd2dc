import { createWorkshop } from "@scriptyard/languages/workshop";
import type { Execution, Realm } from "@scriptyard/model";
import type { Actor } from "./actor.ts";
import { createKnownPlaces } from "./attempts/known-places.ts";
import { checkScript } from "./authoring/check-script.ts";
import { createFlowGraphs } from "./authoring/flows/flow-graphs.ts";
import { policyView, scriptPolicy } from "./authoring/policy/policy-view.ts";
import { updatePolicy } from "./authoring/policy/update-policy.ts";
import { preview } from "./authoring/preview/preview.ts";
import { adoptVersions } from "./authoring/publish/adopt-versions.ts";
import { findReferences } from "./authoring/references/find.ts";
import { createImportable } from "./authoring/references/importable.ts";
import { planRename, rename, undoRename } from "./authoring/references/rename.ts";
import { usedBy } from "./authoring/references/used-by.ts";
import { replay } from "./authoring/replay/replay.ts";
import { finishRemovals } from "./authoring/retire/remove.ts";
import { changedLinesOf } from "./authoring/scripts/changed-lines.ts";
import { createScript } from "./authoring/scripts/create.ts";
import { draftEditors, draftHistory, draftState } from "./authoring/scripts/draft-history.ts";
import { saveDraft } from "./authoring/scripts/drafts.ts";
import { updateRealm, updateSettings } from "./authoring/scripts/settings.ts";
import { trace } from "./authoring/trace/trace.ts";
import type { Authoring } from "./authoring/types.ts";
import { createVersions } from "./authoring/versions.ts";
import { createBus } from "./bus/create-bus.ts";
import { createDeadLetterBox } from "./bus/dead-letters.ts";
import { type CollectedCode, collectCode } from "./codes/collect.ts";
import { createEngine } from "./engine/engine.ts";
import { payerOf } from "./engine/payer.ts";
import { createErrorTriage, type ErrorTriage } from "./errors/triage.ts";
import { createEventHub } from "./events/hub.ts";
import type { RunnerEvent } from "./events/types.ts";
import { exchangeHosts, tellChecked, tellRefused } from "./hosts/exchange.ts";
import { createMisfits } from "./hosts/misfits.ts";
import type { RunnerHosts } from "./hosts/types.ts";
import { httpPorts } from "./http/ports.ts";
import { installationKey } from "./keys/installation-key.ts";
import type { RunnerLog, RunnerOptions } from "./options.ts";
import { createPartners, type Partners } from "./partners/partners.ts";
import { type AccountChange, tellAccount } from "./policy/account-events.ts";
import { hostCapabilities } from "./policy/host-capabilities.ts";
import { createPolicies } from "./policy/policies.ts";
import { openPolicyFile, type PolicyFileHandle } from "./policy/policy-file.ts";
import { createSecurityLog } from "./policy/security-log.ts";
import { createPresence, type Presence } from "./presence/presence.ts";
import { createRandom } from "./random.ts";
import { createRealms } from "./realms/realms.ts";
import { previewSettings } from "./realms/settings-preview.ts";
import type { RunnerRealms } from "./realms/types.ts";
import { createSecrets, type Secrets } from "./secrets/secrets.ts";
import { createVault } from "./secrets/vault.ts";
import { createServices } from "./services.ts";
import { declarationsOf } from "./settings/declarations.ts";
import { type ExecuteInput, execute } from "./starters/call/execute.ts";
import { createGuesses } from "./starters/flows/guesses.ts";
import type { RunnerFlows } from "./starters/flows/types.ts";
import { createWalks } from "./starters/flows/walks.ts";
import { createTriggers } from "./starters/triggers/service.ts";
import type { Triggers } from "./starters/triggers/types.ts";
import { createKeptState, type KeptState } from "./state/kept-state.ts";
import { createStateLine } from "./state/line.ts";
import { type RunnerStats, statsOf } from "./stats.ts";
import { createCatalog } from "./texts/catalog/catalog.ts";
import { createHostRegistry } from "./texts/catalog/host-registry.ts";
import { createKeptTexts } from "./texts/registry/kept-texts.ts";
import { createRegistry } from "./texts/registry/registry.ts";
import type { RunnerSources } from "./texts/registry/types.ts";
import { createTexts } from "./texts/texts.ts";
import { versionKeyOf } from "./texts/version-hash.ts";
import { systemTimers } from "./timers.ts";
import { createWork } from "./work.ts";

/**
 * What runs, when, and the record. Everything that changes what will run goes through here: it checks, compiles,
 * writes and notifies as one act. Refusals throw a `Fault`; a script's failure is in the `Execution`.
 */
export interface Runner
  extends AsyncDisposable,
    RunnerHosts,
    Authoring,
    RunnerSources,
    RunnerFlows,
    RunnerRealms {
  /** Says in the security events of every realm what happened to a member's account. */
  tellAccount(change: AccountChange, actor: Actor): Promise<void>;
  /**
   * Runs the live version.
   *
   * @throws Fault `not_found` (unknown, nothing of it live), `bad_request` (input against the hook's schema), `busy`
   */
  execute(input: ExecuteInput, actor: Actor): Promise<Execution>;
  /** What starts scripts by itself: messages, requests, the clock, tool calls. */
  readonly triggers: Triggers;
  readonly partners: Partners;
  /** Passwords and keys that scripts use. */
  readonly secrets: Secrets;
  /** What scripts keep from one execution to the next. */
  readonly state: KeptState;
  /** What people do about errors. */
  readonly errors: ErrorTriage;
  /** Who has which script open just now. */
  readonly presence: Pick<Presence, "beat">;
  /**
   * The one-time code behind a handle, once, for whoever sends it to the visitor.
   *
   * @throws Fault `not_found`, `gone`
   */
  collectCode(realm: string, handle: string): Promise<CollectedCode>;
  /** Live events; the iterator ends when the signal aborts. At most 1 000 events wait, then the oldest are dropped and counted. */
  events(
    filter: { realmId?: string; types?: RunnerEvent["type"][] },
    signal: AbortSignal,
  ): AsyncIterable<RunnerEvent>;
  stats(): RunnerStats;
}

/**
 * Makes a runner over an open store and sandbox. Dispose it before them: it waits for what is under way.
 *
 * @example
 * await using runner = await createRunner({ store, recorder, sandbox, checker, hosts: [identity] });
 * const execution = await runner.execute({ realm: "acme", module: "login", name: "risk-check", args: [context, null] }, actor);
 */
export async function createRunner(options: RunnerOptions): Promise<Runner> {
  const parts = await makeParts(options, await openPolicies(options));
  const work = createWork();
  await parts.registry.start();
  finishRemovals(parts, work.track);
  const triggers = createTriggers(parts, work.track);
  const presence = createPresence({ hub: parts.hub, clock: parts.clock });
  return {
    host: (id) => parts.hosts.byId(id),
    hostOf: (realm) => parts.hosts.byId(realm.hostId),
    exchangeHosts: (hosts) => work.track(() => exchangeHosts(parts, hosts)),
    tellHostProblems: (problems) => work.track(() => tellRefused(parts, problems)),
    fit: (realm) => work.track(() => parts.misfits.of(realm)),
    misfits: (realm) => work.track(() => parts.misfits.all(realm)),
    declarations: (realm, actor, hook) =>
      work.track(() => declarationsOf(parts, realm, payerOf(realm, actor), hook)),

    createScript: (input, actor) => work.track(() => createScript(parts, input, actor)),
    updateSettings: (...given) => work.track(() => updateSettings(parts, ...given)),
    updateRealm: (name, change, actor, basedOn) =>
      work.track(async () => {
        const { timeZone } = await parts.catalog.anyRealm(name);
        const updated = await updateRealm(parts, name, change, actor, basedOn);
        if (updated.timeZone !== timeZone) await triggers.followZone(updated.id);
        return updated;
      }),
    previewSettings: (name, asked, actor) =>
      work.track(async () => previewSettings(parts, await parts.catalog.anyRealm(name), asked, actor)),
    tellAccount: (change, actor) => work.track(() => tellAccount(parts, change, actor)),
    policy: (realm) => work.track(() => policyView(parts, realm)),
    updatePolicy: (...given) => work.track(() => updatePolicy(parts, ...given)),
    scriptPolicy: (scriptId) => work.track(() => scriptPolicy(parts, scriptId)),
    saveDraft: (input, actor) => work.track(() => saveDraft(parts, input, actor)),
    draftHistory: (input, actor) => work.track(() => draftHistory(parts, input, actor)),
    draftState: (input) => work.track(() => draftState(parts, input)),
    draftEditors: (scriptId, actor) => work.track(() => draftEditors(parts, scriptId, actor)),
    check: (input, actor) => work.track(() => checkScript(parts, input, actor)),
    changedLines: (realm, before, after) => work.track(() => changedLinesOf(parts, realm, before, after)),
    ...createVersions(parts, work.track),
    references: (at, actor) => work.track(() => findReferences(parts, at, actor)),
    planRename: (asked, actor) => work.track(() => planRename(parts, presence, asked, actor)),
    rename: (asked, actor) => work.track(() => rename(parts, asked, actor)),
    undoRename: (drafts, actor) => work.track(() => undoRename(parts, drafts, actor)),
    usedBy: (realm, thing, actor) =>
      work.track(async () => usedBy(parts, await parts.catalog.anyRealm(realm), thing, actor)),
    importable: createImportable(parts),
    flowGraphs: createFlowGraphs(parts, work.track),

    preview: (input, actor) => work.track(() => preview(parts, input, actor)),
    execute: (input, actor) => work.track(() => execute(parts, input, actor)),
    replay: (input, actor) => work.track(() => replay(parts, input, actor)),
    trace: (input, actor) => work.track(() => trace(parts, input, actor)),
    sourceNames: async (realm) => parts.registry.names(await parts.catalog.anyRealm(realm)),
    sources: async (realm, names) => parts.registry.sources(await parts.catalog.anyRealm(realm), names),
    sourcesFolder: async (realm) => parts.registry.folder(await parts.catalog.anyRealm(realm)),
    sourcesOf: async ({ realm, module, name }) =>
      parts.registry.reportOn(await parts.catalog.anyRealm(realm), { module, name }),
    liveLayer: (script) => parts.registry.liveLayer(script),
    layersBelow: async (realm) => parts.registry.layersBelow(await parts.catalog.anyRealm(realm)),
    keptSource: async (key) => (await parts.kept.read(key))?.source ?? null,
    ...createWalks(parts, work.track),

    realms: createRealms({ ports: parts, triggers, track: work.track }),
    requireOpen: async (realmId) => void (await parts.catalog.realmById(realmId)),

    triggers,
    partners: createPartners(parts),
    secrets: createSecrets(parts),
    state: createKeptState(parts),
    errors: createErrorTriage(parts),
    presence,
    collectCode: (realm, id) => work.track(() => collectCode(parts, realm, id)),

    events: (filter, signal) => parts.hub.subscribe(filter, signal),
    stats: () => statsOf({ ...parts, triggers }),
    async [Symbol.asyncDispose]() {
      // First, so that what waits is stored and nothing starts by itself any more.
      try {
        await triggers[Symbol.asyncDispose]();
      } finally {
        presence[Symbol.dispose]();
        parts.hub.close();
        await parts.registry[Symbol.asyncDispose]();
        await work.close();
        parts.policies[Symbol.dispose]();
        await parts.security.flush();
        // What was handed in belongs to whoever made it.
        if (options.settings === undefined) await parts.hosts.settings[Symbol.asyncDispose]();
        if (options.workshop === undefined) await parts.workshop[Symbol.asyncDispose]();
      }
    },
  };
}

/** What features are handed their ports from. Only this file sees all of it: a feature names what it uses. */
async function makeParts(options: RunnerOptions, policyFile: PolicyFileHandle | null) {
  const { store, recorder, sandbox, checker, log = silent, clock = Date.now } = options;
  const { random = createRandom(), timers = systemTimers, workshop = createWorkshop() } = options;
  const { sealKey = null, catalogMs: trustMs = 1_000 } = options;
  const hosts = createHostRegistry(options.hosts, options.settings);
  const hub = createEventHub();
  const versionKey = versionKeyOf(await installationKey({ store, random, sealKey }));
  await adoptVersions(store, versionKey, options.versionTrust ?? "plain");
  const catalog = createCatalog({ store, hosts, engine: sandbox.engine, versionKey, clock, trustMs });
  // A publish, a policy, a realm: who hears of it already runs by it.
  hub.listen(["published", "policy", "realms"], () => catalog.forget());
  const policies = createPolicies(hosts, policyFile, options.maxLimits);
  // After the policies have dropped what they knew: what is remembered as ready to run was made under the old levels.
  policyFile?.onChange(() => catalog.forget());
  const security = createSecurityLog({ store, hub, clock });
  const deadLetters = createDeadLetterBox({ store, recorder, timers, log });
  const bus = options.bus ?? (await createBus({ ...options, timers, deadLetters }));
  const vault = createVault({ store, clock, random, sealKey, log });
  const engine = createEngine({
    sandbox,
    recorder,
    hub,
    security,
    workshop,
    clock,
    random,
    log,
    vault,
    services: createServices({
      security,
      ...httpPorts(clock, options.resolveHost),
      store,
      clock,
      random,
      sealKey,
      hub,
      bus,
      deadLetters,
      recorder,
      codeHomes: createKnownPlaces({ perWho: 20, all: 50_000 }),
      stateLine: createStateLine({ store, clock }),
      product: options.product ?? (() => null),
    }),
    onExecution: options.onExecution,
    compiledCacheBytes: options.compiledCacheBytes,
  });
  const checking = { store, checker, workshop, hosts, policies, catalog, compiler: engine.compiler, sandbox };
  const registry = createRegistry({ ...checking, hub, clock, timers, log }, options.scripts ?? null);
  const kept = createKeptTexts(store);
  const texts = createTexts({ catalog, registry, kept, hosts, policies, workshop, sandbox });
  const told = (realm: Realm) => tellChecked({ store, hosts, hub, clock }, realm);
  return {
    ...checking,
    misfits: createMisfits({ ...checking, registry, told }),
    recorder,
    clock,
    random,
    timers,
    log,
    hub,
    security,
    deadLetters,
    bus,
    engine,
    registry,
    kept,
    texts,
    sealKey,
    versionKey,
    flowSessionMs: options.flowSessionMs ?? 30 * 60_000,
    guesses: createGuesses(clock, options.guessRules),
    hooksUrl: options.hooksUrl ?? "",
  };
}

const silent: RunnerLog = { info() {}, warn() {}, error() {} };

async function openPolicies(options: RunnerOptions): Promise<PolicyFileHandle | null> {
  if (options.policyFile === undefined) return null;
  const knownCapabilities = [...new Set(options.hosts.flatMap((host) => hostCapabilities(host).all))];
  return openPolicyFile({ ...options.policyFile, knownCapabilities, clock: options.clock ?? Date.now });
}
