import { parentPort, workerData } from "node:worker_threads";
import type { Json, LogLine } from "@scriptyard/model";
import type { Progress } from "./chunks.ts";
import type { EngineBuild } from "./engine/adapters.ts";
import { Executor } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import type { Profile } from "./executor/profile.ts";
import { sharedNow } from "./pool/clock.ts";
import { ControlBlock } from "./pool/control-block.ts";
import { importHostModules } from "./pool/host-modules.ts";
import type { FromWorker, ProfileParts, ToWorker, WorkerInit } from "./pool/protocol.ts";
import { disarmModules } from "./process/disarm-modules.ts";
import { stripThread } from "./process/strip-thread.ts";

/**
 * A worker thread: one engine, one job at a time, told by its owner. It has no environment and no handle of its owner's,
 * and may read its own code only (`process/permission-flags.ts`); what it knows of a run is in the run's message.
 */
const init = workerData as WorkerInit;
const port = parentPort!;
const control = new ControlBlock(init.control);
type Known = { profile: Profile; files: ReadonlySet<string> };
const profiles = new Map<number, Known>();

const send = (message: FromWorker) => port.postMessage(message);
const onStart = () => {
  control.startedAt = sharedNow();
};

stripThread();
try {
  const executor = await Executor.create({
    engine: init.engine,
    build: { name: init.engine, id: init.buildId, wasm: init.wasm } as EngineBuild,
    layout: init.layout,
    stackBytes: init.stackBytes,
    cacheBytes: init.cacheBytes,
    compileTimeoutMs: init.compileTimeoutMs,
    recycleAfterRuns: init.recycleAfterRuns,
    onRecycled: (why) => send({ type: "recycled", why }),
    hostModules: await importHostModules(init.hostModules),
    sharesPages: true,
  });
  await executor.warm();
  account(executor);
  disarmModules();
  port.on("message", (message: ToWorker) => void handle(executor, message));
  send({ type: "ready" });
} catch (error) {
  send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}

async function handle(executor: Executor, message: ToWorker): Promise<void> {
  if (message.type === "compile") {
    const result = await executor.compile(message.program, onStart);
    account(executor);
    send({ type: "compiled", result });
    return;
  }
  const { profile, files } = known(executor, message);
  control.useLogs(message.logs);
  const { seed, clockMs, context, realm } = message;
  const cancelled = () => control.cancelled;
  if (message.type === "batch") {
    await executor.readyFor(profile);
    const { packs, from, end } = message;
    const onInput = (index: number) => control.startInput(index, sharedNow());
    const onLine = (line: LogLine) => control.addLine(line);
    const job = { profile, packs, seed, clockMs, context, realm, cancelled, onInput, onLine };
    const part = executor.runBatch(job, from, end);
    for (const list of part.lists) delete list.decoded;
    send({ type: "lived", part });
  } else {
    const logs = new LogBuffer(profile.limits, files, (line) => control.addLine(line));
    const { argsText, paused, answers } = message;
    const onProgress = profile.progress ? (progress: Progress) => control.setProgress(progress) : undefined;
    const running = executor.execute(
      {
        profile,
        input: inputOf(JSON.parse(argsText) as Json[], argsText),
        seed,
        clockMs,
        context,
        realm,
        paused,
        answers,
        cancelled,
        onStart,
        onProgress,
      },
      logs,
    );
    const result = running instanceof Promise ? await running : running;
    // The text crosses faster than the value.
    if (result.ok) delete result.value;
    send({ type: "ran", result });
  }
  // A discarded machine is replaced now, between runs, not when the next one waits for it.
  await executor.warm();
  account(executor);
}

function account(executor: Executor): void {
  control.boots = executor.boots;
  control.memoryBytes = executor.memoryBytes;
}

/** The message's profile; what it says may go is forgotten. */
function known(executor: Executor, message: ProfileParts): Known {
  if (message.profile) {
    const files = new Set(message.profile.image.files);
    profiles.set(message.profileId, { profile: message.profile, files });
  }
  for (const id of message.forget ?? []) forget(executor, id);
  return profiles.get(message.profileId)!;
}

function forget(executor: Executor, id: number): void {
  const old = profiles.get(id);
  if (old) executor.forget(old.profile);
  profiles.delete(id);
}
