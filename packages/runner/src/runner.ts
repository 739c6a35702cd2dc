import { collectCode } from "./codes/collect.ts";
import { createCore } from "./core.ts";
import { createErrorTriage } from "./errors/triage.ts";
import { saveFlow } from "./flows/save.ts";
import { startFlow } from "./flows/start.ts";
import { createSubmitter } from "./flows/submit.ts";
import { claimFlow, linkFlow } from "./flows/ticket.ts";
import type { RunnerOptions } from "./options.ts";
import { createPartners } from "./partners/partners.ts";
import { declarationsOf } from "./pipeline/check.ts";
import { checkScript } from "./pipeline/check-script.ts";
import { execute } from "./pipeline/execute.ts";
import { preview } from "./pipeline/preview.ts";
import { tellAccount } from "./policy/account-events.ts";
import { hostCapabilities } from "./policy/host-capabilities.ts";
import { openPolicyFile, type PolicyFileHandle } from "./policy/policy-file.ts";
import { policyView, scriptPolicy } from "./policy/policy-view.ts";
import { updatePolicy } from "./policy/update-policy.ts";
import { createPresence } from "./presence/presence.ts";
import { publish } from "./publish/publish.ts";
import { rollback } from "./publish/rollback.ts";
import { createRealms } from "./realms/realms.ts";
import { previewSettings } from "./realms/settings-preview.ts";
import { findReferences } from "./references/find.ts";
import { createImportable } from "./references/importable.ts";
import { planRename, rename, undoRename } from "./references/rename.ts";
import { usedBy } from "./references/used-by.ts";
import { replay } from "./replay/replay.ts";
import { changedLinesOf } from "./scripts/changed-lines.ts";
import { createScript } from "./scripts/create.ts";
import { draftEditors, draftHistory, draftState } from "./scripts/draft-history.ts";
import { restore, saveDraft } from "./scripts/drafts.ts";
import { updateRealm, updateSettings } from "./scripts/settings.ts";
import { createTriggers } from "./triggers/service.ts";
import type { Runner } from "./types.ts";
import { createWork } from "./work.ts";

/**
 * Makes a runner over an open store and sandbox. Dispose it before them: it waits for what is under way.
 *
 * @example
 * await using runner = await createRunner({ store, recorder, sandbox, checker, hosts: [identity] });
 * const execution = await runner.execute({ realm: "acme", module: "login", name: "risk-check", args: [context, null] }, actor);
 */
export async function createRunner(options: RunnerOptions): Promise<Runner> {
  const core = await createCore(options, await openPolicies(options));
  const work = createWork();
  const submit = createSubmitter(core);
  await core.registry.start();
  const triggers = createTriggers(core, work.track);
  const presence = createPresence({ hub: core.hub, clock: core.clock });
  return {
    host: (id) => core.hosts.byId(id),
    hostOf: (realm) => core.hosts.byId(realm.hostId),
    declarations: (realm) => declarationsOf(core, realm),

    createScript: (input, actor) => work.track(() => createScript(core, input, actor)),
    updateSettings: (scriptId, change, actor) =>
      work.track(() => updateSettings(core, scriptId, change, actor)),
    updateRealm: (name, change, actor, basedOn) =>
      work.track(() => updateRealm(core, name, change, actor, basedOn)),
    previewSettings: async (name, asked) =>
      previewSettings(core.hosts.byId((await core.catalog.anyRealm(name)).hostId), asked),
    tellAccount: (change, actor) => work.track(() => tellAccount(core, change, actor)),
    policy: (realm) => work.track(() => policyView(core, realm)),
    updatePolicy: (realm, policy, actor) => work.track(() => updatePolicy(core, realm, policy, actor)),
    scriptPolicy: (scriptId) => work.track(() => scriptPolicy(core, scriptId)),
    saveDraft: (input, actor) => work.track(() => saveDraft(core, input, actor)),
    draftHistory: (input, actor) => work.track(() => draftHistory(core, input, actor)),
    draftState: (input) => work.track(() => draftState(core, input)),
    draftEditors: (scriptId, actor) => work.track(() => draftEditors(core, scriptId, actor)),
    check: (input, actor) => work.track(() => checkScript(core, input, actor)),
    changedLines: (realm, before, after) => work.track(() => changedLinesOf(core, realm, before, after)),
    publish: (input, actor) => work.track(() => publish(core, input, actor)),
    rollback: (input, actor) => work.track(() => rollback(core, input, actor)),
    restore: (input, actor) => work.track(() => restore(core, input, actor)),
    references: (at, actor) => work.track(() => findReferences(core, at, actor)),
    planRename: (asked, actor) => work.track(() => planRename(core, presence, asked, actor)),
    rename: (asked, actor) => work.track(() => rename(core, asked, actor)),
    undoRename: (drafts, actor) => work.track(() => undoRename(core, drafts, actor)),
    usedBy: (realm, thing, actor) =>
      work.track(async () => usedBy(core, await core.catalog.anyRealm(realm), thing, actor)),
    importable: createImportable(core),
    saveFlow: (flow, actor) => work.track(() => saveFlow(core, flow, actor)),

    preview: (input, actor) => work.track(() => preview(core, input, actor)),
    execute: (input, actor) => work.track(() => execute(core, input, actor)),
    replay: (input, actor) => work.track(() => replay(core, input, actor)),
    sourceNames: async (realm) => core.registry.names(await core.catalog.anyRealm(realm)),
    sources: async (realm, names) => core.registry.sources(await core.catalog.anyRealm(realm), names),
    sourcesFolder: async (realm) => core.registry.folder(await core.catalog.anyRealm(realm)),
    sourcesOf: async ({ realm, module, name }) =>
      core.registry.reportOn(await core.catalog.anyRealm(realm), { module, name }),
    liveLayer: (script) => core.registry.liveLayer(script),
    layersBelow: async (realm) => core.registry.layersBelow(await core.catalog.anyRealm(realm)),
    keptSource: async (key) => (await core.kept.read(key))?.source ?? null,
    startFlow: (input, actor) => work.track(() => startFlow(core, input, actor)),
    linkFlow: (input) => work.track(() => linkFlow(core, input)),
    claimFlow: (input) => work.track(() => claimFlow(core, input)),
    submitFlow: (input, actor) => work.track(() => submit(input, actor)),

    realms: createRealms({ core, triggers, track: work.track }),
    requireOpen: async (realmId) => void (await core.catalog.realmById(realmId)),

    triggers,
    partners: createPartners(core),
    errors: createErrorTriage(core),
    presence,
    collectCode: (realm, id) => work.track(() => collectCode(core, realm, id)),

    events: (filter, signal) => core.hub.subscribe(filter, signal),
    stats() {
      const { queued, written, dropped } = core.recorder.stats();
      return {
        sandbox: core.sandbox.stats(),
        sandboxHealth: core.sandbox.health(),
        recorder: { queued, written, dropped },
        reading: core.store.reading(),
        compiled: core.compiler.stats(),
        events: core.hub.stats(),
        policyFile: core.policies.file(),
        triggers: triggers.stats(),
      };
    },
    async [Symbol.asyncDispose]() {
      // First, so that what waits is stored and nothing starts by itself any more.
      try {
        await triggers[Symbol.asyncDispose]();
      } finally {
        presence[Symbol.dispose]();
        core.hub.close();
        await core.registry[Symbol.asyncDispose]();
        await work.close();
        core.policies[Symbol.dispose]();
        await core.security.flush();
        // One that was handed in belongs to whoever made it.
        if (options.workshop === undefined) await core.workshop[Symbol.asyncDispose]();
      }
    },
  };
}

async function openPolicies(options: RunnerOptions): Promise<PolicyFileHandle | null> {
  if (options.policyFile === undefined) return null;
  const knownCapabilities = [...new Set(options.hosts.flatMap((host) => hostCapabilities(host).all))];
  return openPolicyFile({ ...options.policyFile, knownCapabilities, clock: options.clock ?? Date.now });
}
