import { randomFillSync } from "node:crypto";
import type { ScriptChecker } from "@scriptyard/languages";
import { createWorkshop, type Workshop } from "@scriptyard/languages/workshop";
import type { Execution } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Recorder, Store } from "@scriptyard/store";
import type { DeadLetterBox } from "./bus/dead-letters.ts";
import { createDeadLetterBox } from "./bus/dead-letters.ts";
import { createDurableBus } from "./bus/durable-bus.ts";
import { createMemoryBus } from "./bus/memory-bus.ts";
import type { MessageBus } from "./bus/message-bus.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCatalog } from "./catalog/catalog.ts";
import type { HostRegistry } from "./catalog/host-registry.ts";
import { createHostRegistry } from "./catalog/host-registry.ts";
import type { EventHub } from "./events/hub.ts";
import { createEventHub } from "./events/hub.ts";
import { createGuesses, type Guesses } from "./flows/guesses.ts";
import { installationKey } from "./installation-key.ts";
import type { RunnerLog, RunnerOptions } from "./options.ts";
import type { Compiler } from "./pipeline/compiler.ts";
import { createCompiler } from "./pipeline/compiler.ts";
import type { LostEngines } from "./pipeline/lost-engines.ts";
import { createLostEngines } from "./pipeline/lost-engines.ts";
import type { Policies } from "./policy/policies.ts";
import { createPolicies } from "./policy/policies.ts";
import type { PolicyFileHandle } from "./policy/policy-file.ts";
import type { SecurityLog } from "./policy/security-log.ts";
import { createSecurityLog } from "./policy/security-log.ts";
import { adoptVersions } from "./publish/adopt-versions.ts";
import { versionKey } from "./publish/hash.ts";
import type { KeptTexts } from "./registry/kept-texts.ts";
import { createKeptTexts } from "./registry/kept-texts.ts";
import type { Registry } from "./registry/registry.ts";
import { createRegistry } from "./registry/registry.ts";
import type { Timers } from "./triggers/timers.ts";
import { systemTimers } from "./triggers/timers.ts";

/** What the features of the runner share. Made once by `createRunner`; features are functions over it. */
export type Core = {
  store: Store;
  recorder: Recorder;
  sandbox: Sandbox;
  checker: ScriptChecker;
  workshop: Workshop;
  hosts: HostRegistry;
  clock: () => number;
  random: (byteLength: number) => Uint8Array;
  flowSessionMs: number;
  guesses: Guesses;
  catalog: Catalog;
  compiler: Compiler;
  lostEngines: LostEngines;
  policies: Policies;
  security: SecurityLog;
  hub: EventHub;
  /** See `RunnerOptions.onExecution`. */
  onExecution: (execution: Execution) => void;
  timers: Timers;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
  /** Before the paths of endpoints; empty where they share the console's host. */
  hooksUrl: string;
  /** What secrets are sealed with; null = a key kept in the store. */
  sealKey: string | null;
  /** What versions are hashed with; made from `sealKey`. */
  versionKey: Buffer;
  registry: Registry;
  kept: KeptTexts;
  log: RunnerLog;
};

/** @param policyFile the installation's levels, already open; the core closes it */
export async function createCore(options: RunnerOptions, policyFile: PolicyFileHandle | null): Promise<Core> {
  const hosts = createHostRegistry(options.hosts);
  const clock = options.clock ?? Date.now;
  const { store } = options;
  const hub = createEventHub();
  const random = options.random ?? createRandom();
  const key = { store, random, sealKey: options.sealKey ?? null };
  const ofVersions = versionKey(await installationKey(key));
  await adoptVersions(store, ofVersions, options.versionTrust ?? "plain");
  const catalog = createCatalog({
    store,
    hosts,
    engine: options.sandbox.engine,
    versionKey: ofVersions,
    clock,
    trustMs: options.catalogMs ?? 1_000,
  });
  const policies = createPolicies(hosts, policyFile, options.maxLimits);
  // After the policies have dropped what they knew: what is remembered as ready to run was made under the old levels.
  policyFile?.onChange(() => catalog.forget());
  const timers = options.timers ?? systemTimers;
  const { recorder, log = silent } = options;
  const deadLetters = createDeadLetterBox({ store, recorder, timers, log });
  const bus = options.bus ?? (await createBus(options, timers, deadLetters));
  const core: Core = {
    store,
    recorder,
    sandbox: options.sandbox,
    checker: options.checker,
    workshop: options.workshop ?? createWorkshop(),
    hosts,
    clock,
    random,
    flowSessionMs: options.flowSessionMs ?? 30 * 60_000,
    guesses: createGuesses(clock, options.guessRules),
    catalog,
    policies,
    security: createSecurityLog({ store, hub, clock }),
    compiler: createCompiler(options.sandbox, options.compiledCacheBytes ?? 128_000_000),
    lostEngines: createLostEngines(clock),
    hub,
    onExecution: guarded(options.onExecution),
    timers,
    bus,
    deadLetters,
    hooksUrl: options.hooksUrl ?? "",
    sealKey: key.sealKey,
    versionKey: ofVersions,
    registry: createRegistry(() => core, options.scripts ?? null),
    kept: createKeptTexts(store),
    log,
  };
  return core;
}

function createBus(
  { store, recorder, busDurable = true }: RunnerOptions,
  timers: Timers,
  deadLetters: DeadLetterBox,
): Promise<MessageBus> | MessageBus {
  if (!busDurable) return createMemoryBus(timers);
  return createDurableBus({
    store,
    recorder,
    timers,
    onLetter: (letter, deliveryId) => deadLetters.add(letter, deliveryId),
  });
}

const silent: RunnerLog = { info() {}, warn() {}, error() {} };

/** An observer must not be able to fail a run. */
function guarded(observe: RunnerOptions["onExecution"]): (execution: Execution) => void {
  return (execution) => {
    try {
      observe?.(execution);
    } catch {
      // Its own business: the record is written, the answer is given.
    }
  };
}

/** One call to the operating system per 4 KB instead of one per execution. */
function createRandom(): (byteLength: number) => Uint8Array {
  const pool = Buffer.alloc(4_096);
  let used = pool.length;
  return (byteLength) => {
    if (byteLength > pool.length) return randomFillSync(Buffer.alloc(byteLength));
    if (used + byteLength > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + byteLength));
    // What was handed out must not be readable here later: secrets come from this pool too.
    pool.fill(0, used, used + byteLength);
    used += byteLength;
    return bytes;
  };
}
