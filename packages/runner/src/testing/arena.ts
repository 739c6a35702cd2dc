import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { arenaRealm, hosts as builtIn } from "@scriptyard/hosts";
import type { Execution, Json, Realm } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { createRecorder, createStore } from "@scriptyard/store";
import type { RunnerEvent } from "../events/types.ts";
import type { RunnerLog } from "../options.ts";
import type { Runner } from "../runner.ts";
import { createRunner } from "../runner.ts";
import type { ScriptSources } from "../texts/registry/types.ts";
import type { Machines } from "./lab.ts";
import { actor } from "./lab.ts";

/** The wargame's demo realm over a real folder of scripts, watched. Nothing is published: defaults run until files come. */
export type Arena = {
  runner: Runner;
  store: Store;
  realm: Realm;
  folder: string;
  /** Every event so far of the three kinds about source layers. */
  events: RunnerEvent[];
  write(path: string, text: string | Uint8Array): Promise<void>;
  /** As editors save: a file beside it, renamed over it. */
  replace(path: string, text: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Waits for an event that is not older than the call before it. */
  next<T extends RunnerEvent["type"]>(type: T): Promise<Extract<RunnerEvent, { type: T }>>;
  execute(name: string, payload: Json, realm?: string): Promise<Execution>;
  sources(name: string, realm?: string): Promise<ScriptSources>;
} & AsyncDisposable;

export type ArenaOptions = {
  /** Files that lie there when the runner starts. */
  files?: { [path: string]: string };
  hotReload?: boolean;
  stableMs?: number;
  /** Its modules ask for their defaults as files. */
  autoExtract?: boolean;
  /** Go on with this folder and database; the caller removes them. */
  home?: string;
  log?: RunnerLog;
  /** A store that fails as disks do. */
  wrapStore?: (store: Store) => Store;
};

/** Limits are wall-clock; a busy machine must not make scripts time out here. */
const hosts = builtIn.map((host) => ({
  ...host,
  limits: { ...host.limits, timeoutMs: 2_000 },
  modules: slow(host),
}));
function slow(host: (typeof builtIn)[number]) {
  return host.modules.map((module) => ({ ...module, limits: { timeoutMs: 1_000 } }));
}

const extracting = (host: (typeof hosts)[number]) => ({
  ...host,
  modules: host.modules.map((module) => ({ ...module, autoExtract: true })),
});

export async function openArena(machines: Machines, options: ArenaOptions = {}): Promise<Arena> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), "scriptyard-arena-")));
  const folder = join(home, "scripts");
  const write: Arena["write"] = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(options.files ?? {})) await write(path, text);
  const store = await createStore(options.home ? { file: join(home, "arena.db") } : { memory: true });
  const { flows: _flows, live: _live, ...settings } = arenaRealm;
  const realm =
    (await store.realms.byName("arena")) ??
    (await store.realms.create({ ...settings, id: newId("rlm"), createdAt: Date.now() }));
  const recorder = createRecorder(store, { intervalMs: 5 });
  const { sandbox, checker, workshop } = machines;
  const runner = await createRunner({
    store: options.wrapStore?.(store) ?? store,
    ...(options.log === undefined ? {} : { log: options.log }),
    recorder,
    sandbox,
    checker,
    workshop,
    settings: machines.settings,
    hosts: options.autoExtract ? hosts.map(extracting) : hosts,
    scripts: {
      folder,
      shownAs: "./scripts",
      hotReload: options.hotReload ?? true,
      ...(options.stableMs === undefined ? {} : { stableMs: options.stableMs }),
    },
  });
  const listening = new AbortController();
  const events: RunnerEvent[] = [];
  const wakers = new Set<() => void>();
  const heard = listen(runner, listening.signal, (event) => {
    events.push(event);
    for (const wake of wakers) wake();
  });
  let taken = 0;

  return {
    runner,
    store,
    realm,
    folder,
    events,
    write,
    async replace(path, text) {
      await write(`${path}.tmp123`, text);
      await rename(join(folder, `${path}.tmp123`), join(folder, path));
    },
    move: (from, to) => rename(join(folder, from), join(folder, to)),
    remove: (path) => rm(join(folder, path), { recursive: true }),
    async next(type) {
      for (;;) {
        const index = events.findIndex((event, at) => at >= taken && event.type === type);
        const event = events[index];
        if (event?.type === type) {
          taken = index + 1;
          return event as Extract<RunnerEvent, { type: typeof type }>;
        }
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`no ${type} within 8 s: ${JSON.stringify(events)}`)),
            8_000,
          );
          const wake = () => {
            clearTimeout(timer);
            wakers.delete(wake);
            resolve();
          };
          wakers.add(wake);
        });
      }
    },
    async execute(name, payload, realmName = "arena") {
      const message = {
        id: "msg_1",
        topic: "battle.event",
        payload,
        headers: {},
        time: "2026-05-04T07:30:00Z",
      };
      return runner.execute({ realm: realmName, module: "wargame", name, args: [message], seed: "7" }, actor);
    },
    async sources(name, realmName = "arena") {
      const names = await runner.sourceNames(realmName);
      const asked = names.filter((one) => `${one.module}/${one.name}` === name);
      const [found] = await runner.sources(realmName, asked);
      if (found === undefined) throw new Error(`no ${name} among ${names.map((one) => one.name).join()}`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      listening.abort();
      await heard;
      await runner[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

const kinds: RunnerEvent["type"][] = ["script_reloaded", "script_reload_failed", "script_layer_changed"];

async function listen(
  runner: Runner,
  signal: AbortSignal,
  hear: (event: RunnerEvent) => void,
): Promise<void> {
  for await (const event of runner.events({ types: kinds }, signal)) hear(event);
}
