import { availableParallelism } from "node:os";
import { engineNames } from "./engine/adapters.ts";
import type { RoomOptions } from "./engine-room.ts";
import { startInlineSandbox } from "./inline-room.ts";
import { startThreadSandbox } from "./pool/thread-room.ts";
import { startProcessSandbox } from "./process/process-room.ts";
import { allAddresses, readableFolders } from "./process/readable-folders.ts";
import type { InlineSandbox, Sandbox, SandboxOptions } from "./types.ts";

/**
 * Starts engines. Dispose it (`await using`) to end its threads.
 *
 * @throws TypeError for options that make no sense; Error when a host module or an engine cannot be loaded.
 *
 * @example
 * await using sandbox = await createSandbox();
 * const compiled = await sandbox.compile({
 *   entry: "math/double",
 *   modules: [{ specifier: "math/double", code: "export const onExecute = (n) => n * 2;" }],
 *   bindings: { hash: "", functions: [], hooks: [] },
 *   host: null,
 * });
 * if (compiled.status === "ok") {
 *   const outcome = await sandbox.execute(compiled.image, {
 *     hook: "onExecute", args: [21], limits: defaultLimits, seed: "s", clockMs: Date.now(), capabilities: [], realm: "acme",
 *   }); // { status: "ok", result: 42, … }
 * }
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options);
  const { isolation = "thread", user } = options;
  checkIsolation(isolation, settings.workers, user);
  if (isolation === "process") return startProcessSandbox(settings, user);
  return settings.workers === 0 ? startInlineSandbox(settings) : startThreadSandbox(settings);
}

/**
 * The sandbox in the caller's own thread: synchronous, no hop, no watchdog. For embedders who trust their scripts' length,
 * such as a game loop.
 *
 * @throws as `createSandbox` does.
 *
 * @example
 * await using sandbox = await createInlineSandbox();
 * const compiled = await sandbox.compile(program);
 * if (compiled.status === "ok") {
 *   for (const entity of entities) {
 *     const outcome = sandbox.executeSync(compiled.image, { ...invocation, args: [entity] }); // { status: "ok", result, … }
 *   }
 * }
 */
export async function createInlineSandbox(
  options: Omit<
    SandboxOptions,
    "workers" | "queueLimit" | "maxWaitMs" | "prestart" | "isolation" | "user"
  > = {},
): Promise<InlineSandbox> {
  return startInlineSandbox(settingsOf({ ...options, workers: 0 }));
}

function settingsOf(options: SandboxOptions): RoomOptions {
  const {
    engine = "quickjs-ng",
    workers = Math.max(1, availableParallelism() - 1),
    queueLimit = 1_000,
    maxWaitMs = 3_000,
    prestart = true,
    imageCacheBytes = 64 << 20,
    compileTimeoutMs = 2_000,
    recycleAfterRuns = 20_000,
    hostModules = {},
    asyncHost = {},
    waitingBytes = 256 << 20,
    engineLossLimit = 5,
  } = options;
  if (!engineNames.includes(engine)) {
    throw new TypeError(`engine must be ${engineNames.join(" or ")}, got ${JSON.stringify(engine)}`);
  }
  const whole = {
    workers,
    queueLimit,
    maxWaitMs,
    imageCacheBytes,
    compileTimeoutMs,
    waitingBytes,
    engineLossLimit,
  };
  for (const [name, value] of Object.entries(whole)) {
    if (!Number.isInteger(value) || value < 0) {
      throw new TypeError(`${name} must be a whole number of 0 or more, got ${String(value)}`);
    }
  }
  if (!Number.isInteger(recycleAfterRuns) || recycleAfterRuns < 1) {
    throw new TypeError(
      `recycleAfterRuns must be a whole number of 1 or more, got ${String(recycleAfterRuns)}`,
    );
  }
  const readable = readableFolders([import.meta.url, ...allAddresses(hostModules)]);
  return {
    engine,
    ...whole,
    prestart,
    recycleAfterRuns,
    hostModules,
    asyncHost,
    readable,
    stackBytes: STACK_BYTES,
  };
}

function checkIsolation(isolation: string, workers: number, user: SandboxOptions["user"]): void {
  if (isolation !== "thread" && isolation !== "process") {
    throw new TypeError(`isolation must be thread or process, got ${JSON.stringify(isolation)}`);
  }
  if (isolation === "process" && workers === 0) {
    throw new TypeError(
      'workers must be 1 or more with isolation "process": inline is in the caller\'s own thread',
    );
  }
  if (user === undefined) return;
  if (isolation !== "process")
    throw new TypeError('user needs isolation "process": threads share their owner\'s user');
  for (const name of ["uid", "gid"] as const) {
    if (!Number.isInteger(user[name]) || user[name] < 1) {
      throw new TypeError(
        `user.${name} must be the number of an unprivileged user, 1 or more, got ${String(user[name])}`,
      );
    }
  }
  if (process.getuid?.() !== 0) {
    throw new TypeError("user can only be set by root: start as root, or leave it out");
  }
}

/** The engine's own stack. With 32 MB of V8 stack in workers, the engine's limit is always met first. */
const STACK_BYTES = 256 << 10;
