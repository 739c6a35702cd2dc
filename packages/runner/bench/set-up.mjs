// What every bench of the runner starts from: a runner over a store on disk, as in production, where records are written
// in the store's own thread.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hosts } from "@scriptyard/hosts";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { newId } from "@scriptyard/model";
import { createRunner } from "@scriptyard/runner";
import { createSandbox } from "@scriptyard/sandbox";
import { createRecorder, createStore } from "@scriptyard/store";

export const actor = { userId: null, requestId: null };
export const identity = hosts.find((host) => host.id === "identity");

/** A realm of the identity host with nothing in it. */
const emptyRealm = {
  name: "bench",
  title: "Bench",
  hostId: identity.id,
  timeZone: "Europe/Vienna",
  settingsSchema: {},
  settings: {},
  allowedHosts: [],
};

/**
 * Opens the parts; disposing closes them and removes their folder.
 *
 * @param realm the one realm of the store
 * @param start makes the runner from its options and the folder, where that is part of what is measured
 */
export async function setUp({
  realm = emptyRealm,
  busDurable = true,
  start = (options) => createRunner(options),
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-bench-"));
  const store = await createStore({ file: join(folder, "bench.db") });
  const recorder = createRecorder(store);
  const sandbox = await createSandbox({
    hostModules: Object.fromEntries(hosts.map((host) => [host.id, host.moduleUrl])),
  });
  const checker = createScriptChecker();
  await store.realms.create({ ...realm, id: newId("rlm"), createdAt: Date.now() });
  const runner = await start({ store, recorder, sandbox, checker, hosts, busDurable }, folder);
  const close = async () => {
    for (const part of [runner, recorder, checker, sandbox, store]) await part[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
  return { runner, sandbox, recorder, close };
}

export function percentile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
}

export function median(values) {
  return percentile(values, 0.5);
}

export function print(name, value, unit) {
  console.log(`${name} ${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`);
}
