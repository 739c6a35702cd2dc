import type { Host, ScriptDefault } from "@scriptyard/host-kit";
import { hosts, identity, sandboxHosts } from "@scriptyard/hosts";
import type { ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { createLocalWorkshop, type Workshop } from "@scriptyard/languages/workshop";
import type { Flow, Json, Realm, Version } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import { createSandbox } from "@scriptyard/sandbox";
import type { Recorder, Store } from "@scriptyard/store";
import { createRecorder, createStore } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import type { VersionTrust } from "../authoring/publish/adopt-versions.ts";
import type { CreateScriptInput } from "../authoring/scripts/create.ts";
import type { RunnerLog, RunnerOptions } from "../options.ts";
import type { Runner } from "../runner.ts";
import { createRunner } from "../runner.ts";
import { createSettingsReader, type SettingsReader } from "../settings/settings-reader.ts";
import type { GuessRules } from "../starters/flows/guesses.ts";
import type { FlowAnswer } from "../starters/flows/types.ts";
import type { Timers } from "../timers.ts";

export const actor: Actor = { userId: null, requestId: null };

/** Sandbox and checker are slow to start and hold no state between tests. */
export type Machines = {
  sandbox: Sandbox;
  checker: ScriptChecker;
  workshop: Workshop;
  settings: SettingsReader;
  host: Host;
} & AsyncDisposable;

type Engines = Pick<Machines, "sandbox" | "checker" | "settings"> & AsyncDisposable;

/** Test files share a process, and these with it: they end when it does. */
let shared: Promise<Engines> | undefined;

/**
 * The machines that all test files use.
 *
 * @param timeoutMs far more than the host's own 100 ms: what is tested is not speed. Where limits are what is tested, `identity.limits.timeoutMs`. (A flow's node has 200 at most.)
 */
export async function startMachines(timeoutMs = 2_000): Promise<Machines> {
  shared ??= startEngines();
  return { ...machinesOf(await shared, timeoutMs), [Symbol.asyncDispose]: async () => undefined };
}

/** Machines that nobody has used: where it is tested what they hold, or that others go on. */
export async function startOwnMachines(): Promise<Machines> {
  const engines = await startEngines();
  return { ...machinesOf(engines, 2_000), [Symbol.asyncDispose]: () => engines[Symbol.asyncDispose]() };
}

function machinesOf({ sandbox, checker, settings }: Engines, timeoutMs: number) {
  const host = { ...identity, limits: { ...identity.limits, timeoutMs } };
  // In this process: the one that reads texts elsewhere is tested where it is made, and by the server.
  return { sandbox, checker, settings, workshop: createLocalWorkshop(), host };
}

async function startEngines(): Promise<Engines> {
  const sandbox = await createSandbox({
    workers: 1,
    maxWaitMs: 60_000,
    ...sandboxHosts(hosts),
  });
  const checker = createScriptChecker();
  // Where a schema is large it starts a process, which each lab would do anew.
  const settings = createSettingsReader();
  return {
    sandbox,
    checker,
    settings,
    async [Symbol.asyncDispose]() {
      await settings[Symbol.asyncDispose]();
      await checker[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

/** A runner over an empty in-memory store with one realm, and shorthands for what tests do again and again. */
export type Lab = {
  runner: Runner;
  store: Store;
  recorder: Recorder;
  realm: Realm;
  /** Moves the clock. */
  clock: { now: number };
  /** Creates a script and publishes it. */
  publish(
    name: string,
    source: string,
    more?: Partial<CreateScriptInput>,
  ): Promise<{ scriptId: string; version: Version }>;
  /** Saves a text as draft. */
  save(scriptId: string, source: string): Promise<number>;
  /** Publishes what the draft holds, or the given text. */
  republish(scriptId: string, source?: string): Promise<Version>;
  flow(
    name: string,
    nodes: FlowNodeInput[],
    edges: [from: string, to: string, outcome?: string][],
  ): Promise<Flow>;
  start(
    flow: string,
    context?: { request?: Json; user?: Json; device?: Json },
    mode?: "live" | "draft",
  ): Promise<FlowAnswer>;
  submit(answer: FlowAnswer, form: { [name: string]: Json } | null): Promise<FlowAnswer>;
} & AsyncDisposable;

export type FlowNodeInput = Pick<Flow["nodes"][number], "name" | "kind"> & Partial<Flow["nodes"][number]>;

export type LabOptions = {
  file?: string;
  flowSessionMs?: number;
  guessRules?: GuessRules;
  /** Default: the identity host. */
  hosts?: readonly Host[];
  clock?: { now: number };
  random?: (bytes: number) => Uint8Array;
  /** See `RunnerOptions`. */
  resolveHost?: (hostname: string) => Promise<{ address: string; family: number }[]>;
  timers?: Timers;
  /** See `RunnerOptions`. */
  product?: RunnerOptions["product"];
  /** See `RunnerOptions`. */
  busDurable?: boolean;
  sealKey?: string;
  versionTrust?: VersionTrust;
  /** Of a lab whose runner has ended: the next start on the same data. */
  store?: Store;
  recorder?: Recorder;
  log?: RunnerLog;
  /** Folder of script files, watched. */
  folder?: string;
  /** A store that fails as disks do. */
  wrapStore?: (store: Store) => Store;
};

export async function openLab(machines: Machines, options: LabOptions = {}): Promise<Lab> {
  const clock = options.clock ?? { now: Date.UTC(2026, 4, 4, 9) };
  const store =
    options.store ??
    (await createStore(options.file === undefined ? { memory: true } : { file: options.file }));
  const recorder = options.recorder ?? createRecorder(store);
  const runner = await createRunner({
    store: options.wrapStore?.(store) ?? store,
    recorder,
    sandbox: machines.sandbox,
    checker: machines.checker,
    workshop: machines.workshop,
    settings: machines.settings,
    hosts: options.hosts ?? [machines.host],
    clock: () => clock.now,
    ...(options.busDurable === undefined ? {} : { busDurable: options.busDurable }),
    ...(options.sealKey === undefined ? {} : { sealKey: options.sealKey }),
    ...(options.versionTrust === undefined ? {} : { versionTrust: options.versionTrust }),
    ...(options.timers === undefined ? {} : { timers: options.timers }),
    ...(options.folder !== undefined && {
      scripts: { folder: options.folder, shownAs: "./scripts", hotReload: true, stableMs: 20 },
    }),
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.resolveHost === undefined ? {} : { resolveHost: options.resolveHost }),
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.product === undefined ? {} : { product: options.product }),
    ...(options.flowSessionMs === undefined ? {} : { flowSessionMs: options.flowSessionMs }),
    ...(options.guessRules === undefined ? {} : { guessRules: options.guessRules }),
  });
  const realm =
    (await store.realms.byName("test")) ?? (await store.realms.create(testRealm(machines.host, clock)));
  const secrets = new Map<string, string>();

  const lab: Lab = {
    runner,
    store,
    recorder,
    realm,
    clock,
    async publish(specifier, source, more = {}) {
      const [module = "", name = ""] = specifier.split("/");
      const input = {
        realm: realm.name,
        module,
        name,
        hook: "onExecute",
        language: "typescript",
        source,
      } as const;
      const { script, draft } = await runner.createScript({ ...input, ...more }, actor);
      const published = await runner.publish(
        { scriptId: script.id, note: "test", revision: draft.revision },
        actor,
      );
      return { scriptId: script.id, version: published.version };
    },
    async save(scriptId, source) {
      const draft = await store.drafts.get(scriptId);
      const saved = await runner.saveDraft({ scriptId, source, baseRevision: draft!.revision }, actor);
      if (!saved.ok) throw new Error("the draft moved");
      return saved.draft.revision;
    },
    async republish(scriptId, source) {
      if (source !== undefined) await lab.save(scriptId, source);
      const draft = await store.drafts.get(scriptId);
      return (await runner.publish({ scriptId, note: "again", revision: draft!.revision }, actor)).version;
    },
    async flow(name, nodes, edges) {
      const known = await store.flows.byName(realm.id, name);
      return runner.saveFlow(
        {
          id: known?.id ?? newId("flw", clock.now),
          realmId: realm.id,
          name,
          title: name,
          entry: nodes[0]!.name,
          nodes: nodes.map((node) => ({ title: node.name, failurePolicy: "reject", ...node })),
          edges: edges.map(([from, to, outcome]) =>
            outcome === undefined ? { from, to } : { from, to, outcome },
          ),
          createdAt: clock.now,
          updatedAt: clock.now,
        },
        actor,
      );
    },
    async start(flow, context = {}, mode = "live") {
      const answer = await runner.startFlow({ realm: realm.name, flow, mode, context }, actor);
      secrets.set(answer.sessionId, answer.secret!);
      return answer;
    },
    submit: ({ sessionId, step }, form) =>
      runner.submitFlow({ sessionId, secret: secrets.get(sessionId)!, form, step }, actor),
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
  return lab;
}

/** A context that the identity host accepts, from one of its own samples. */
export function sampleContext(host: Host): Json {
  const sample = host.defaults.find((d: ScriptDefault) => d.hook === "onExecute")!.samples[0]!;
  return sample.args[0]!;
}

function testRealm(host: Host, clock: { now: number }): Realm {
  return {
    id: newId("rlm", clock.now),
    name: "test",
    title: "Test",
    hostId: host.id,
    timeZone: "Europe/Vienna",
    settingsSchema: {},
    settings: { userAttributes: ["phone", "address", "privateNote"] },
    allowedHosts: ["pay.example.com"],
    createdAt: clock.now,
  };
}
