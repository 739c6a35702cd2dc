import { join } from "node:path";
import { sandboxHosts } from "@scriptyard/hosts";
import { builtIn, type Installation } from "@scriptyard/installation";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { createWorkshop } from "@scriptyard/languages/workshop";
import type { Execution } from "@scriptyard/model";
import { createRunner, type Runner } from "@scriptyard/runner";
import { createSandbox } from "@scriptyard/sandbox";
import { createRecorder, createStore, type Store, startRetention } from "@scriptyard/store";
import type { Logger } from "pino";
import { makePrivate } from "./data-folder/private-data.ts";
import { readSealKey, sealKeyFingerprint } from "./data-folder/seal-key.ts";
import { noteVersionsSigned, readVersionTrust } from "./data-folder/version-trust.ts";
import { makeRealms, requireHosts } from "./first-realms.ts";
import { requireFit } from "./host-changes.ts";
import { policyFileOption, policyFileProblem } from "./policy-file.ts";
import { createProducts } from "./products.ts";
import { createReload, type Reload } from "./reload.ts";
import { logSecurityEvents } from "./security-log.ts";
import { watchEngines } from "./watch-engines.ts";

/** What the server is made of, opened and wired. Disposing closes it in the right order, records flushed. */
export type Parts = AsyncDisposable & {
  store: Store;
  runner: Runner;
  /** Exchanges its hosts while it runs. */
  reload: Reload;
  /** What it has now. */
  installation: () => Installation;
};

/** How the parts are opened; each has a variable of the environment, which says more of it. */
export type PartsOptions = {
  /** Absolute path of the data folder. */
  dataDir: string;
  engine: "quickjs-ng" | "quickjs";
  /** Worker threads; null = cores − 1. */
  workers: number | null;
  /** Where engine threads live: in the server's process, or in one of their own. */
  isolation: "thread" | "process";
  /** Who that process runs as; null = the server's user. */
  sandboxUser: { uid: number; gid: number } | null;
  retentionDays: number;
  /** Whether messages on the bus are kept on disk until they are handled. */
  busDurable: boolean;
  /** Absolute path of the file with the installation's security levels; null = the built-in ones. */
  policyFile: string | null;
  /** Folder of external scripts, absolute and as it was written. */
  scripts: { folder: string; shownAs: string; hotReload: boolean };
  /** What no script may exceed. */
  maxLimits: { timeoutMs: number; memoryLimitBytes: number };
  /** How long a run may wait for an engine. */
  maxWaitMs: number;
  /** Origin that HTTP endpoints answer under, and nothing else does; null = the console's. */
  hooksUrl: string | null;
  /** Path that all addresses are below, e.g. `/admin/scripts`; empty = none. */
  basePath: string;
  /** Start although a host changed in a way that published scripts do not fit. */
  acceptHosts: boolean;
};

export async function openParts(
  env: PartsOptions,
  log: Logger,
  onExecution: (execution: Execution) => void = () => {},
  installation: Installation = builtIn,
): Promise<Parts> {
  const { hosts, realms, demo, config } = installation;
  const opened: (() => PromiseLike<void> | void)[] = [];
  const close = async () => {
    // Last opened, first closed; one that fails must not keep the others open.
    for (const end of opened.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        log.error({ err: error }, "a part did not close cleanly");
      }
    }
  };
  try {
    makePrivate(env.dataDir, log);
    let sealKey: string | null = null;
    const store = await createStore({
      file: join(env.dataDir, "scriptyard.db"),
      keyFingerprint: () => sealKey && sealKeyFingerprint(sealKey),
    });
    opened.push(() => store.close());
    await requireHosts(store, hosts, config);
    const recorder = createRecorder(store, {
      disposeTimeoutMs: 2_000,
      onError: (fault, lost) =>
        log.error({ err: fault, lost: lost.map((one) => one.id) }, "execution records could not be written"),
    });
    opened.push(() => recorder[Symbol.asyncDispose]());
    const sandbox = await createSandbox({
      engine: env.engine,
      ...(env.workers === null ? {} : { workers: env.workers }),
      isolation: env.isolation,
      maxWaitMs: env.maxWaitMs,
      ...(env.sandboxUser === null ? {} : { user: env.sandboxUser }),
      ...sandboxHosts(hosts),
    });
    opened.push(() => sandbox[Symbol.asyncDispose]());
    watchEngines(sandbox, log);
    const workshop = createWorkshop({ prestart: true });
    opened.push(() => workshop[Symbol.asyncDispose]());
    const checker = createScriptChecker({ prestart: true });
    opened.push(() => checker[Symbol.asyncDispose]());
    const versionTrust = readVersionTrust(env.dataDir);
    sealKey = await readSealKey(env.dataDir, versionTrust === "signed");
    let current = () => installation;
    const runner = await createRunner({
      store,
      product: createProducts(() => current(), store.meta),
      recorder,
      sandbox,
      checker,
      workshop,
      hosts,
      onExecution,
      sealKey,
      versionTrust,
      scripts: env.scripts,
      maxLimits: env.maxLimits,
      hooksUrl: `${env.hooksUrl ?? ""}${env.basePath}`,
      busDurable: env.busDurable,
      log,
      ...policyFileOption(env.policyFile, log),
    });
    await noteVersionsSigned(env.dataDir);
    // Ends with the runner, which ends its events.
    void logSecurityEvents(runner, log, new AbortController().signal);
    opened.push(() => runner[Symbol.asyncDispose]());
    const retention = startRetention(store, {
      executionDays: env.retentionDays,
      onError: (fault) => log.error({ err: fault }, "old records could not be removed"),
      onRemoved: (realm) => runner.realms.removed(realm),
    });
    opened.push(() => retention[Symbol.dispose]());
    if (config !== null) await requireFit(hosts, { runner, store, log, accept: env.acceptHosts });
    await makeRealms({ realms, demo }, { runner, store, log });
    await runner.triggers.start();
    // The thread that writes records started with the store; whoever is answered from now on need not wait for it.
    await store.ping();
    const reloading = createReload({ store, runner, sandbox, log }, installation);
    current = reloading.installation;
    return { store, runner, ...reloading, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw policyFileProblem(env.policyFile, error);
  }
}
