// Long: every act on triggers, a line or a few each.
import { isDeepStrictEqual } from "node:util";
import type { Trigger } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { publishFromOutside } from "../../bus/publisher.ts";
import { receiversOf } from "../../bus/receivers.ts";
import { type ChangeAct, noteChange } from "../../changes.ts";
import { shownMessage } from "../../engine/sensitive.ts";
import { openKinds, triggerKinds } from "./all.ts";
import { type ConfigToSave, judgedConfig } from "./config-to-save.ts";
import type { TriggerCreatePorts } from "./create.ts";
import { prepareChange, prepareTrigger } from "./create.ts";
import { deliverAgain, letterOf, putAside } from "./dead-letters.ts";
import { fireOnce } from "./fire.ts";
import { seedTriggers } from "./from-modules.ts";
import { isClosed } from "./http/closed.ts";
import { handleHook } from "./http/handle.ts";
import { createRateLimiter } from "./http/rate-limit.ts";
import { callEndpoint } from "./http/trial-call.ts";
import { triggerRevision } from "./revision.ts";
import { savePrepared } from "./save.ts";
import { makeSecret } from "./secrets.ts";
import { createTriggerStates } from "./states.ts";
import type { SupervisorParts, SupervisorPorts } from "./supervisor.ts";
import { createSupervisor } from "./supervisor.ts";
import type { CreateTriggerInput, TriggerChange, TriggerSaved, Triggers, TriggerView } from "./types.ts";
import { viewOf } from "./view.ts";

export type TriggerServicePorts = SupervisorPorts &
  TriggerCreatePorts & {
    hooksUrl: string;
  };

/** The triggers of a runner. Disposing stops all of them and stores what still waits; before it, `track` must be open. */
export function createTriggers(
  ports: TriggerServicePorts,
  track: SupervisorParts["track"],
): Triggers & AsyncDisposable {
  const kinds = openKinds();
  const endpoints = kinds.http.door;
  const tools = kinds.tool.door;
  const states = createTriggerStates(ports);
  const supervisor = createSupervisor({ ports, states, kinds, track });
  const limiter = createRateLimiter(ports.timers.now);
  /** Dead letters on their way back into a line. */
  const delivering = new Set<string>();

  const view = async (trigger: Trigger): Promise<TriggerView> => {
    await states.load([trigger]);
    return viewOf(ports, supervisor, trigger, states.of(trigger.id));
  };
  const triggerOf = async (id: string): Promise<Trigger> => {
    const trigger = await ports.store.triggers.byId(id);
    if (trigger === null) throw new Fault("not_found", `There is no trigger ${id.slice(0, 60)}.`);
    return trigger;
  };
  /** One that may be changed. */
  const openTrigger = async (id: string): Promise<Trigger> => {
    const trigger = await triggerOf(id);
    await ports.catalog.realmById(trigger.realmId);
    return trigger;
  };
  const firedBy = async (id: string) => {
    const trigger = await triggerOf(id);
    const realm = await ports.catalog.realmById(trigger.realmId);
    return { trigger, realm, script: await ports.catalog.scriptById(trigger.scriptId) };
  };
  const announce = (trigger: Trigger, change: Changed, act: ChangeAct, actor: Actor) => {
    const { realmId, id: triggerId, name } = trigger;
    const { userId } = actor;
    const at = ports.clock();
    ports.hub.publish({ type: "trigger", realmId, triggerId, name, change, reason: null, userId, at });
    noteChange(ports, actor, act, { realmId, subject: name });
  };
  // Names, addresses and tool names are claimed in turn: two who ask at once for the same cannot both have it.
  const create = async (input: CreateTriggerInput, actor: Actor): Promise<TriggerSaved> => {
    const realm = await ports.catalog.realm(input.realm);
    const config = await judgedConfig(ports, triggerKinds[input.kind], input.config, { realm, actor });
    return supervisor.inTurn(async () => {
      const { saved: created, secret } = await savePrepared(
        ports,
        () => prepareTrigger(ports, input, config),
        ({ trigger, adoption }) => ports.store.triggers.create(trigger, adoption),
      );
      await supervisor.replace(created);
      announce(created, "created", "trigger.create", actor);
      return { trigger: await view(created), secret };
    });
  };
  const changedConfig = async (
    id: string,
    { config }: TriggerChange,
    actor: Actor,
  ): Promise<ConfigToSave | null> => {
    if (config === undefined) return null;
    const { kind, realmId } = await triggerOf(id);
    const realm = await ports.catalog.realmById(realmId);
    return judgedConfig(ports, triggerKinds[kind], config, { realm, actor });
  };
  const update = async (
    id: string,
    change: TriggerChange,
    actor: Actor,
    { config, basedOn }: { config: ConfigToSave | null; basedOn: string | undefined },
  ): Promise<TriggerSaved> => {
    const before = await triggerOf(id);
    if (basedOn !== undefined && basedOn !== triggerRevision(before))
      throw new Fault(
        "conflict",
        "Somebody saved the trigger after you opened it. Nothing of yours was saved: look at what is different, then save again.",
      );
    const { saved: updated, secret } = await savePrepared(
      ports,
      () => prepareChange(ports, before, change, config),
      ({ trigger, adoption }) => {
        const { id: _, realmId: __, kind: ___, createdAt: ____, ...changing } = trigger;
        return ports.store.triggers.update(id, changing, adoption);
      },
    );
    const enabling = change.enabled === true && !before.enabled;
    await states.load([updated]);
    if (enabling) states.change(updated.id, { failures: 0 });
    // What happened while it was off, or was due by another calendar, is not made up for.
    if (enabling || !isDeepStrictEqual(before.config, updated.config))
      states.change(updated.id, { lastScheduledAt: null });
    await supervisor.replace(updated);
    const turned = updated.enabled ? "enabled" : "disabled";
    const changed = before.enabled === updated.enabled ? "updated" : turned;
    announce(updated, changed, "trigger.update", actor);
    return { trigger: await view(updated), secret };
  };
  const renewSecret = async (id: string, actor: Actor): Promise<TriggerSaved> => {
    const trigger = await openTrigger(id);
    if (!triggerKinds[trigger.kind].needsSecret(trigger))
      throw new Fault(
        "bad_request",
        `The trigger "${trigger.name}" has no secret: set its auth to signature.`,
      );
    const { secret, sealed } = await makeSecret(
      ports,
      trigger.id,
      triggerKinds[trigger.kind].secretForm(trigger),
    );
    const updated = await ports.store.triggers.update(id, { sealedSecret: sealed, updatedAt: ports.clock() });
    await supervisor.replace(updated);
    announce(updated, "updated", "trigger.secret", actor);
    return { trigger: await view(updated), secret };
  };
  const remove = async (id: string, actor: Actor): Promise<void> => {
    const trigger = await openTrigger(id);
    await ports.store.triggers.remove(id);
    await supervisor.stop(trigger.id);
    states.forget(trigger.id);
    announce(trigger, "removed", "trigger.remove", actor);
  };

  return {
    start: () =>
      track(async () => {
        await supervisor.start(await ports.store.triggers.list());
        putAside(ports);
      }),
    async kinds(realmName) {
      const host = ports.hosts.byId((await ports.catalog.anyRealm(realmName)).hostId);
      return Object.values(triggerKinds).map(({ kind, title, description, hook, configSchema }) => {
        const available = host.hooks.some((one) => one.name === hook);
        return { kind, title, description, hook, configSchema, available };
      });
    },
    async explain({ realm: name, kind, config, id }) {
      const realm = await ports.catalog.anyRealm(name);
      const now = ports.clock();
      const trigger = id === undefined ? null : await triggerOf(id);
      const createdAt = trigger?.realmId === realm.id ? trigger.createdAt : now;
      return triggerKinds[kind].explain(config, { now, realm, createdAt });
    },
    async list(realmName) {
      const realm = await ports.catalog.anyRealm(realmName);
      const triggers = await ports.store.triggers.list(realm.id);
      await states.load(triggers);
      return Promise.all(triggers.map(view));
    },
    byId: async (id) => view(await triggerOf(id)),
    async byName(realmName, name) {
      const realm = await ports.catalog.anyRealm(realmName);
      const trigger = await ports.store.triggers.byName(realm.id, name);
      if (trigger === null)
        throw new Fault(
          "not_found",
          `There is no trigger "${name.slice(0, 60)}" in the realm "${realm.name}".`,
        );
      return view(trigger);
    },
    create: (input, actor) => track(() => create(input, actor)),
    seed: (realmName) =>
      track(async () =>
        seedTriggers(ports, await ports.catalog.realm(realmName), (input) => create(input, product)),
      ),
    update: (id, change, actor, basedOn) =>
      track(async () => {
        const config = await changedConfig(id, change, actor);
        return supervisor.inTurn(() => update(id, change, actor, { config, basedOn }));
      }),
    remove: (id, actor) => track(() => supervisor.inTurn(() => remove(id, actor))),
    followRealm: (realmId) =>
      track(() =>
        supervisor.inTurn(async () => {
          for (const trigger of await ports.store.triggers.list(realmId)) await supervisor.follow(trigger);
        }),
      ),
    reload: (triggers) =>
      track(() =>
        supervisor.inTurn(async () => {
          for (const trigger of triggers) {
            // By another calendar nothing is made up for.
            await states.load([trigger]);
            states.change(trigger.id, { lastScheduledAt: null });
            await supervisor.follow(trigger);
          }
        }),
      ),
    followZone: (realmId) =>
      track(() =>
        supervisor.inTurn(async () => {
          for (const trigger of await ports.store.triggers.list(realmId)) {
            if (trigger.kind !== "schedule" || trigger.config.timeZone !== undefined) continue;
            await states.load([trigger]);
            states.change(trigger.id, { lastScheduledAt: ports.clock() });
            await supervisor.follow(trigger);
          }
        }),
      ),
    renewSecret: (id, actor) => track(() => supervisor.inTurn(() => renewSecret(id, actor))),
    async sample(id) {
      const trigger = await triggerOf(id);
      return triggerKinds[trigger.kind].sample(trigger, ports.clock());
    },
    test: ({ id, event, applyEffects }, actor) =>
      track(async () => {
        const fired = await firedBy(id);
        const { trigger, realm } = fired;
        const kind = triggerKinds[trigger.kind];
        kind.checkEvent(trigger, event);
        const options = kind.fireOptions(trigger, realm);
        return fireOnce(ports, { ...options, ...fired, event, applyEffects, trial: true, actor });
      }),
    call: ({ id, request }, actor) =>
      track(async () => {
        const fired = await firedBy(id);
        if (fired.trigger.kind === "http") return callEndpoint(ports, fired, request, actor);
        throw new Fault("bad_request", `The trigger "${fired.trigger.name}" is no HTTP endpoint.`);
      }),
    receivers: async (realmName, topics) =>
      receiversOf(ports, await ports.catalog.anyRealm(realmName), topics),

    publish: (realmName, message) =>
      track(async () => publishFromOutside(ports, (await ports.catalog.realm(realmName)).id, message)),
    async deadLetters({ realm: realmName, triggerId }, page) {
      const realm = await ports.catalog.anyRealm(realmName);
      await ports.deadLetters.flush();
      const found = await ports.store.deadLetters.list(
        triggerId === undefined ? { realmId: realm.id } : { realmId: realm.id, triggerId },
        page,
      );
      // Kept whole, to be delivered again; shown without what its sender called sensitive.
      return { ...found, items: found.items.map((one) => ({ ...one, message: shownMessage(one.message) })) };
    },
    redeliver: (realmName, id, actor) =>
      track(async () => {
        const realm = await ports.catalog.realm(realmName);
        if (delivering.has(id))
          throw new Fault("conflict", "Somebody is having this message delivered again just now.");
        delivering.add(id);
        try {
          await deliverAgain(ports, await letterOf(ports, realm, id));
        } finally {
          delivering.delete(id);
        }
        noteChange(ports, actor, "dead-letter.deliver", { realmId: realm.id, subject: id });
      }),
    removeDeadLetter: (realmName, id, actor) =>
      track(async () => {
        const realm = await ports.catalog.realm(realmName);
        const letter = await letterOf(ports, realm, id);
        await ports.store.deadLetters.remove(letter.id);
        noteChange(ports, actor, "dead-letter.remove", { realmId: realm.id, subject: id });
      }),

    handleHook: (request) =>
      handleHook(
        {
          endpoints,
          limiter,
          clock: ports.clock,
          hooksUrl: ports.hooksUrl,
          isClosed: (realm, words) => isClosed(ports, realm, words),
        },
        request,
      ),
    async tools(realmName) {
      return tools.list((await ports.catalog.realm(realmName)).name);
    },
    async callTool(realmName, name, params, actor) {
      const realm = await ports.catalog.realm(realmName);
      const tool = tools.find(realm.name, name);
      if (tool !== undefined) return tool.call(params, actor);
      const known = tools.list(realm.name).map((one) => one.name);
      throw new Fault(
        "not_found",
        `There is no tool "${name.slice(0, 60)}" in the realm "${realm.name}". Tools: ${known.join(", ") || "none yet"}.`,
      );
    },
    stats: () => ({
      running: supervisor.size(),
      firing: supervisor.firing(),
      endpoints: endpoints.size(),
      tools: tools.size(),
      bus: ports.bus.stats(),
    }),
    async [Symbol.asyncDispose]() {
      await supervisor[Symbol.asyncDispose]();
      await ports.bus[Symbol.asyncDispose]();
      await ports.deadLetters.flush();
      await states.flush();
    },
  };
}

type Changed = "created" | "updated" | "removed" | "enabled" | "disabled";

const product: Actor = { userId: null, requestId: null };
