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
import type { Env } from "./env.ts";
import { makeRealms, requireHosts } from "./first-realms.ts";
import { requireFit } from "./host-changes.ts";
import { policyFileOption, policyFileProblem } from "./policy-file.ts";
import { makePrivate } from "./private-data.ts";
import { readSealKey, sealKeyFingerprint } from "./seal-key.ts";
import { logSecurityEvents } from "./security-log.ts";
import { noteVersionsSigned, readVersionTrust } from "./version-trust.ts";
import { watchEngines } from "./watch-engines.ts";

/** What the server is made of, opened and wired. Disposing closes it in the right order, records flushed. */
export type Parts = AsyncDisposable & { store: Store; runner: Runner };

export async function openParts(
  env: Pick<
    Env,
    | "dataDir"
    | "engine"
    | "workers"
    | "isolation"
    | "sandboxUser"
    | "retentionDays"
    | "busDurable"
    | "policyFile"
    | "scripts"
    | "maxLimits"
    | "maxWaitMs"
    | "hooksUrl"
    | "acceptHosts"
  >,
  log: Logger,
  onExecution: (execution: Execution) => void = () => {},
  { hosts, realms, demo, config }: Installation = builtIn,
): Promise<Parts> {
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
    const runner = await createRunner({
      store,
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
      ...(env.hooksUrl === null ? {} : { hooksUrl: env.hooksUrl }),
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
    return { store, runner, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw policyFileProblem(env.policyFile, error);
  }
}
