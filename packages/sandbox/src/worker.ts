import { parentPort, workerData } from "node:worker_threads";
import type { Json, LogLine } from "@scriptyard/model";
import type { Progress } from "./chunks.ts";
import type { EngineBuild } from "./engine/adapters.ts";
import { Executor } from "./executor/executor.ts";
import { inputOf } from "./executor/input.ts";
import { LogBuffer } from "./executor/log-buffer.ts";
import type { Profile } from "./executor/profile.ts";
import { warmUp } from "./executor/warm-up.ts";
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
const controls = init.controls.map((buffer) => new ControlBlock(buffer));
type Known = { profile: Profile; files: ReadonlySet<string> };
const profiles = new Map<number, Known>();

const send = (message: FromWorker) => port.postMessage(message);

/** What the warm-up wears out is nobody's run, and nobody's news. */
let isReady = false;

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
    onRecycled: (why) => isReady && send({ type: "recycled", why }),
    hostModules: await importHostModules(init.hostModules),
    sharesPages: true,
  });
  await executor.warm();
  await warmUp(executor, init.warmUp);
  account(executor);
  disarmModules();
  port.on("message", queueFor(executor));
  isReady = true;
  send({ type: "ready", clock: executor.clockDescriptor });
} catch (error) {
  send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}

/** Tasks one after the other, however many are posted. */
function queueFor(executor: Executor): (message: ToWorker) => void {
  const waiting: ToWorker[] = [];
  let busy = false;
  const goOn = async () => {
    busy = true;
    for (let message = waiting.shift(); message; message = waiting.shift()) await handle(executor, message);
    busy = false;
  };
  return (message) => {
    waiting.push(message);
    if (!busy) void goOn();
  };
}

async function handle(executor: Executor, message: ToWorker): Promise<void> {
  const control = controls[message.place]!;
  // A profile is sent once: also with a task that was taken back.
  const run = message.type === "compile" ? null : known(executor, message);
  if (!control.begin(message.turn)) return;
  const answer = await answerOf(executor, message, run, control);
  control.end();
  send({ type: "answer", turn: message.turn, answer });
  // A discarded machine is replaced now, between runs, not when the next one waits for it.
  await executor.warm();
  account(executor);
}

async function answerOf(executor: Executor, message: ToWorker, run: Known | null, control: ControlBlock) {
  switch (message.type) {
    case "compile":
      return compile(executor, message, control);
    case "arm":
      executor.armAhead(run!.profile, message.realm);
      return { type: "armed" as const };
    case "batch":
      return runBatch(executor, message, run!, control);
    case "run":
      return runOnce(executor, message, run!, control);
  }
}

type Told<Type extends ToWorker["type"]> = Extract<ToWorker, { type: Type }>;

async function compile(executor: Executor, { program, limits }: Told<"compile">, control: ControlBlock) {
  const result = await executor.compile(program, limits, {
    onStart: (processorBase) => control.startLoading(sharedNow(), processorBase),
    onTopLevel: (processorBase) => control.startTopLevel(sharedNow(), processorBase),
  });
  account(executor);
  return { type: "compiled" as const, result };
}

async function runBatch(
  executor: Executor,
  { packs, from, end, logs, seed, clockMs, context, realm, sensitive }: Told<"batch">,
  { profile }: Known,
  control: ControlBlock,
) {
  control.useLogs(logs);
  await executor.readyFor(profile);
  const cancelled = () => control.cancelled;
  const onInput = (index: number, processorBase: number) =>
    control.startInput(index, sharedNow(), processorBase);
  const onLine = (line: LogLine) => control.addLine(line);
  const job = { profile, packs, seed, clockMs, context, realm, sensitive, cancelled, onInput, onLine };
  const part = executor.runBatch(job, from, end);
  for (const list of part.lists) delete list.decoded;
  return { type: "lived" as const, part };
}

async function runOnce(
  executor: Executor,
  { argsText, logs, seed, clockMs, context, realm, sensitive, secrets, paused, answers }: Told<"run">,
  { profile, files }: Known,
  control: ControlBlock,
) {
  control.useLogs(logs);
  const running = executor.execute(
    {
      profile,
      input: inputOf(JSON.parse(argsText) as Json[], argsText),
      seed,
      clockMs,
      context,
      realm,
      sensitive,
      secrets,
      paused,
      answers,
      cancelled: () => control.cancelled,
      onStart: (processorBase) => control.start(sharedNow(), processorBase),
      onProgress: profile.progress ? (progress: Progress) => control.setProgress(progress) : undefined,
    },
    new LogBuffer(profile.limits, files, (line) => control.addLine(line)),
  );
  const result = running instanceof Promise ? await running : running;
  // The text crosses faster than the value.
  if (result.ok) delete result.value;
  return { type: "ran" as const, result };
}

function account(executor: Executor): void {
  controls[0]!.boots = executor.boots;
  controls[0]!.memoryBytes = executor.memoryBytes;
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
