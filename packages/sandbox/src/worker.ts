import { parentPort, workerData } from "node:worker_threads";
import type { Json } from "@scriptyard/model";
import type { EngineBuild } from "./engine/adapters.ts";
import { Executor } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import type { Profile } from "./executor/profile.ts";
import { sharedNow } from "./pool/clock.ts";
import { ControlBlock } from "./pool/control-block.ts";
import { importHostModules } from "./pool/host-modules.ts";
import type { FromWorker, ToWorker, WorkerInit } from "./pool/protocol.ts";

/**
 * A worker thread: one engine, one job at a time, told by its owner. It has no environment, no database and no
 * network of ours; what it knows of a run is in the run's message.
 */
const init = workerData as WorkerInit;
const port = parentPort!;
const control = new ControlBlock(init.control);
const profiles = new Map<number, { profile: Profile; files: ReadonlySet<string> }>();

const send = (message: FromWorker) => port.postMessage(message);
const onStart = () => {
  control.startedAt = sharedNow();
};

try {
  const executor = await Executor.create({
    engine: init.engine,
    build: { name: init.engine, id: init.buildId, wasm: init.wasm } as EngineBuild,
    layout: init.layout,
    stackBytes: init.stackBytes,
    cacheBytes: init.cacheBytes,
    compileTimeoutMs: init.compileTimeoutMs,
    hostModules: await importHostModules(init.hostModules),
    sharesPages: true,
  });
  await executor.warm();
  control.boots = executor.boots;
  port.on("message", (message: ToWorker) => void handle(executor, message));
  send({ type: "ready" });
} catch (error) {
  send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}

async function handle(executor: Executor, message: ToWorker): Promise<void> {
  if (message.type === "compile") {
    const result = await executor.compile(message.program, onStart);
    control.boots = executor.boots;
    send({ type: "compiled", result });
    return;
  }
  if (message.profile) {
    const files = new Set(message.profile.image.files);
    profiles.set(message.profileId, { profile: message.profile, files });
  }
  for (const id of message.forget ?? []) forget(executor, id);
  const { profile, files } = profiles.get(message.profileId)!;
  control.useLogs(message.logs);
  const logs = new LogBuffer(profile.limits, files, (line) => control.addLine(line));
  const { argsText, seed, clockMs, context, realm, paused, answers } = message;
  const cancelled = () => control.cancelled;
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
    },
    logs,
  );
  const result = running instanceof Promise ? await running : running;
  // The text crosses faster than the value.
  if (result.ok) delete result.value;
  send({ type: "ran", result });
  if (executor.boots !== control.boots) control.boots = executor.boots;
  // A discarded machine is replaced now, between runs, not when the next one waits for it.
  await executor.warm();
}

function forget(executor: Executor, id: number): void {
  const known = profiles.get(id);
  if (known) executor.forget(known.profile);
  profiles.delete(id);
}
