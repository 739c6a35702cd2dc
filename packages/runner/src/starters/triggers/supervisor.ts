import type { Execution, Realm, Script, Trigger } from "@scriptyard/model";
import { countsAgainstScript, Fault, faults } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { KeyPorts } from "../../keys/installation-key.ts";
import type { RunnerLog } from "../../options.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Timers } from "../../timers.ts";
import type { OpenKinds } from "./all.ts";
import type { FirePorts } from "./fire.ts";
import { fireOnce } from "./fire.ts";
import type { RunningTrigger, TriggerScope } from "./kind.ts";
import { openSecret } from "./secrets.ts";
import type { TriggerStates } from "./states.ts";

/** Keeps running what is enabled. Changes are made one after the other, so that no trigger ever runs twice. */
export type Supervisor = AsyncDisposable & {
  /** Whether triggers run at all; false until `start`. */
  start(triggers: readonly Trigger[]): Promise<void>;
  /** Does something when the changes asked for before are made, while no other is: what is read in it is what is stored. */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
  /** In a turn: stops the trigger as it was, and starts it as it is now, when it is enabled. */
  replace(trigger: Trigger): Promise<void>;
  /** In a turn: the same, where one that cannot start is switched off and told, and stops nobody. */
  follow(trigger: Trigger): Promise<void>;
  /** In a turn. */
  stop(id: Trigger["id"]): Promise<void>;
  running(id: Trigger["id"]): RunningTrigger | null;
  size(): number;
  /** Runs under way. */
  firing(): number;
};

export type SupervisorParts = {
  ports: SupervisorPorts;
  states: TriggerStates;
  kinds: OpenKinds;
  /** Waits for what runs when the runner closes. */
  track: <T>(job: () => Promise<T>) => Promise<T>;
};

type Entry = { running: RunningTrigger; alive: boolean };

export type SupervisorPorts = FirePorts &
  KeyPorts & {
    catalog: Catalog;
    timers: Timers;
    log: RunnerLog;
  };

export function createSupervisor(parts: SupervisorParts): Supervisor {
  const { ports, states } = parts;
  const entries = new Map<Trigger["id"], Entry>();
  let active = false;
  const firing = { now: 0 };
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = queue.then(job);
    queue = mine.catch(() => {});
    return mine;
  };

  const close = async (id: Trigger["id"], reason: "cancelled" | "disabled") => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entries.delete(id);
    entry.alive = false;
    await entry.running.close(reason);
  };
  /** All that takes time; what it answers starts the trigger at once. */
  const prepare = async (trigger: Trigger): Promise<() => void> => {
    if (!active || !trigger.enabled) return () => {};
    const realm = await ports.catalog.anyRealmById(trigger.realmId);
    if (realm.closed !== undefined) return () => {};
    const script = await ports.catalog.scriptById(trigger.scriptId);
    const secret = await openSecret(ports, trigger);
    await states.load([trigger]);
    return () => {
      const entry: Entry = { alive: true, running: idle };
      const scope = scopeOf(parts, { trigger, realm, script, secret, entry, trip, firing });
      entry.running = parts.kinds[trigger.kind].start(scope);
      entries.set(trigger.id, entry);
    };
  };
  const replace = async (trigger: Trigger) => {
    // Ready before the old one stops: what comes in between finds nobody.
    const start = await prepare(trigger).catch((error: unknown) => error as Error);
    await close(trigger.id, "disabled");
    if (typeof start === "function") return start();
    await stayOff(ports, trigger, start);
    throw start;
  };

  const follow = (trigger: Trigger) =>
    replace(trigger).catch((error: unknown) =>
      ports.log.warn({ err: error, trigger: trigger.id }, "a trigger could not follow its realm"),
    );

  /** Switches a trigger off that keeps failing. Called from within its own run, which the stop has to wait for. */
  function trip(trigger: Trigger, reason: string): void {
    const entry = entries.get(trigger.id);
    if (entry === undefined) return;
    entry.alive = false;
    void inTurn(async () => {
      // Somebody changed it meanwhile: what failed is not what runs now.
      if (entries.get(trigger.id) !== entry) return;
      try {
        await switchOff(ports, trigger, reason);
      } catch (error) {
        // Not stored (a full disk): it stays off in this process either way.
        ports.log.error(
          { err: error, trigger: trigger.id },
          "a trigger that keeps failing could not be disabled",
        );
      }
      await close(trigger.id, "disabled");
    });
  }

  return {
    async start(triggers) {
      await inTurn(async () => {
        active = true;
        for (const trigger of triggers) {
          try {
            const start = await prepare(trigger);
            start();
          } catch (error) {
            // One that cannot start must not keep the others, or the server, from starting.
            await stayOff(ports, trigger, error);
          }
        }
      });
    },
    inTurn,
    replace,
    follow,
    stop: (id) => close(id, "disabled"),
    running: (id) => entries.get(id)?.running ?? null,
    size: () => entries.size,
    firing: () => firing.now,
    [Symbol.asyncDispose]: () =>
      inTurn(async () => {
        active = false;
        await Promise.all([...entries.keys()].map((id) => close(id, "cancelled")));
      }),
  };
}

type Opened = {
  trigger: Trigger;
  realm: Realm;
  script: Script;
  secret: string | null;
  entry: Entry;
  trip: (trigger: Trigger, reason: string) => void;
  firing: { now: number };
};

function scopeOf({ ports, states, track }: SupervisorParts, opened: Opened): TriggerScope {
  const { trigger, realm, script, secret, entry, trip, firing } = opened;
  const { clock, random, timers, bus, deadLetters } = ports;

  /** Notes it, and counts it towards the limit where it says something about the script. */
  const failed = (what: string, executionId: Execution["id"] | null, counts = true) => {
    const failures = states.of(trigger.id).failures + (counts ? 1 : 0);
    const change = { failures, lastRunAt: clock(), lastStatus: "error" as const };
    states.change(trigger.id, executionId === null ? change : { ...change, lastExecutionId: executionId });
    if (!counts) return;
    const { failureLimit } = trigger;
    if (failureLimit === 0 || failures < failureLimit || !entry.alive) return;
    const times = failureLimit === 1 ? "Failed once" : `Failed ${failureLimit} times in a row`;
    trip(trigger, `${times}. The last time: ${what}`.slice(0, 500));
  };

  return {
    trigger,
    realm,
    clock,
    random,
    timers,
    bus,
    deadLetters,
    claimSignature: (signature, until) =>
      ports.store.hookSignatures.claim({ triggerId: opened.trigger.id, signature, until }, ports.clock()),
    secret,
    lastScheduledAt: () => states.of(trigger.id).lastScheduledAt,
    async noteScheduled(at) {
      const { lastScheduledAt } = states.of(trigger.id);
      states.change(trigger.id, { lastScheduledAt: at });
      await states.flush().catch((error: unknown) => {
        states.change(trigger.id, { lastScheduledAt });
        throw error;
      });
    },
    fire: (event, options = {}, actor = nobody) =>
      track(async () => {
        if (!entry.alive) throw new Fault("gone", `The trigger "${trigger.name}" is disabled.`);
        let execution: Execution;
        firing.now += 1;
        try {
          execution = await fireOnce(ports, {
            ...options,
            trigger,
            realm,
            script,
            event,
            applyEffects: true,
            actor,
          });
        } catch (error) {
          const fault = error instanceof Fault ? faults[error.code] : faults.internal;
          // What may pass is tried again, and what somebody sent wrong says nothing about the trigger.
          const isPassed = fault.retry || (fault.who === "caller" && !fault.countsAgainstScript);
          if (!isPassed)
            failed(error instanceof Error ? error.message : String(error), null, fault.countsAgainstScript);
          throw error;
        } finally {
          firing.now -= 1;
        }
        const { id, error } = execution;
        if (error === null) {
          const change = { failures: 0, lastRunAt: clock(), lastStatus: "ok" as const, lastExecutionId: id };
          states.change(trigger.id, change);
        } else {
          failed(`${error.name ?? error.type}: ${error.message} (${id})`, id, countsAgainstScript(error));
        }
        return execution;
      }),
  };
}

const nobody: Actor = { userId: null, requestId: null };

async function stayOff(ports: SupervisorPorts, trigger: Trigger, error: unknown): Promise<void> {
  const reason = `Could not start: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
  try {
    await switchOff(ports, trigger, reason);
  } catch (cause) {
    ports.log.error(
      { err: cause, trigger: trigger.id, reason },
      "a trigger that cannot start could not be disabled",
    );
  }
}

/** Stores why, then tells the listeners. */
async function switchOff(ports: SupervisorPorts, trigger: Trigger, reason: string): Promise<void> {
  await ports.store.triggers.update(trigger.id, {
    enabled: false,
    disabledReason: reason,
    updatedAt: ports.clock(),
  });
  const { realmId, id: triggerId, name } = trigger;
  ports.hub.publish({
    type: "trigger",
    realmId,
    triggerId,
    name,
    change: "disabled",
    reason,
    userId: null,
    at: ports.clock(),
  });
}

const idle: RunningTrigger = {
  close: async () => {},
  [Symbol.asyncDispose]: async () => {},
};
