import { Socket } from "node:net";
import { failedOutcome, type ScriptError } from "@scriptyard/model";
import type { RoomOptions } from "../engine-room.ts";
import type { EngineSandbox } from "../engine-sandbox.ts";
import { unreadable } from "../executor/guest-records/unreadable.ts";
import { ImageLru } from "../image-lru.ts";
import { startThreadSandbox, type ThreadRoom } from "../pool/thread-room.ts";
import { SuspensionRefused } from "../suspension/refused.ts";
import type { HostRequestAnswerer, RunState } from "../suspension/types.ts";
import type { Chunk, HostModules, Image } from "../types.ts";
import { openJsonLines } from "./json-lines.ts";
import {
  CHANNEL,
  type FromChild,
  parseFromChild,
  type SentProgram,
  sendable,
  type ToChild,
} from "./protocol.ts";

/**
 * The sandbox's own process: the pool of threads, and nothing of its owner but a channel. Its environment is empty, it
 * may read its own code and nothing else, and it ends when its owner does.
 */
let take = (message: ToChild): void => {
  if (message.type === "start") void serve(message.options);
};
const owner = openJsonLines(new Socket({ fd: CHANNEL, readable: true, writable: true }), {
  onMessage: (message) => take(message as ToChild),
  onBroken: () => process.exit(1),
  onClose: () => process.exit(0),
});

/** When the owner is gone there is nobody to tell, and the channel's end ends this. */
function send(message: FromChild): void {
  owner.send(message);
}

async function serve(options: RoomOptions): Promise<void> {
  let sandbox: EngineSandbox<ThreadRoom>;
  try {
    sandbox = await startThreadSandbox(options);
  } catch (error) {
    send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    return;
  }
  const images = new ImageLru(options.imageCacheBytes);
  const running: Running = new Map();
  const tellLoad = loadTeller(sandbox);
  sandbox.events.on("worker_replaced", (event) => {
    send({ type: "replaced", event });
    tellLoad();
  });
  sandbox.events.on("script_held_back", (event) => send({ type: "held", event }));
  take = (message) => {
    if (message.type === "compile") void compile(sandbox, images, message);
    else if (message.type === "execute" || message.type === "resume")
      void execute(sandbox, images, running, message);
    else if (message.type === "batch") void batch(sandbox, images, running, message);
    else if (message.type === "arm") arm(sandbox, images, message);
    else if (message.type === "cancel") running.get(message.id)?.abort.abort();
    else if (message.type === "answer") running.get(message.id)?.answers.get(message.ask)?.(message);
    else if (message.type === "hosts") void useHosts(sandbox, message.hostModules);
    else if (message.type === "ping") send({ type: "pong" });
  };
  send({ type: "ready" });
  tellLoad();
  setInterval(tellLoad, LOAD_MS);
}

/** A hint that cannot be followed is none: the run it was meant for tells what is wrong. */
function arm(
  sandbox: EngineSandbox,
  images: ImageLru,
  { image, settings }: Extract<ToChild, { type: "arm" }>,
): void {
  const known = images.get(image);
  try {
    if (known) sandbox.arm(known, settings);
  } catch {}
}

async function useHosts(sandbox: EngineSandbox, hostModules: HostModules): Promise<void> {
  const problem = await sandbox.useHosts({ hostModules, asyncHost: {} }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  send({ type: "hosts", problem });
}

async function compile(
  sandbox: EngineSandbox,
  images: ImageLru,
  { id, program, options }: Extract<ToChild, { type: "compile" }>,
): Promise<void> {
  const result = await sandbox.compile(program, options).catch(failedCompile);
  if (result.status === "error") return send(checked({ type: "compiled", id, result }));
  const { image, compileUs } = result;
  images.add(image.hash, () => image);
  const { hash, engine, bytes, exports } = image;
  const face = { hash, engine, bytes, exports: [...exports] };
  send({ type: "compiled", id, result: { status: "ok", image: face, compileUs } });
}

async function execute(
  sandbox: EngineSandbox,
  images: ImageLru,
  running: Running,
  order: RunOrder,
): Promise<void> {
  const { id } = order;
  const own = { abort: new AbortController(), answers: new Map() };
  running.set(id, own);
  try {
    const state = await run(sandbox, images, order, own);
    if (state === null) send({ type: "unknown", id });
    else if (state.status === "done") send({ type: "ran", id, outcome: sendable(state.outcome) });
    else {
      const { status: _status, suspension, ...rest } = state;
      send(checked({ type: "waits", id, suspension: Buffer.from(suspension).toString("base64"), ...rest }));
    }
  } catch (error) {
    if (error instanceof SuspensionRefused) {
      send({ type: "refused", id, reason: error.reason, message: error.message });
      return;
    }
    send({ type: "ran", id, outcome: failedOutcome(engineFailure(error)) });
  } finally {
    running.delete(id);
  }
}

async function batch(
  sandbox: EngineSandbox,
  images: ImageLru,
  running: Running,
  order: Extract<ToChild, { type: "batch" }>,
): Promise<void> {
  const { id } = order;
  const abort = new AbortController();
  running.set(id, { abort, answers: new Map() });
  const failAll = (error: ScriptError) => order.batch.inputs.map(() => failedOutcome(error));
  try {
    const found = await imageFor(sandbox, images, order);
    if (found === null) send({ type: "unknown", id });
    else if ("type" in found) send({ type: "batched", id, outcomes: failAll(found) });
    else {
      const { signal } = abort;
      const outcomes = await sandbox.executeMany(found, order.batch, { signal });
      send({ type: "batched", id, outcomes: outcomes.map(sendable) });
    }
  } catch (error) {
    send({ type: "batched", id, outcomes: failAll(engineFailure(error)) });
  } finally {
    running.delete(id);
  }
}

/** The message, or, where a guest managed to spoil it, that its run has failed: the owner must not have to find out. */
function checked(message: Extract<FromChild, { id: number }>): FromChild {
  if (parseFromChild(message)?.type === message.type) return message;
  const error = unreadable("What the script left");
  return message.type === "compiled"
    ? { type: "compiled", id: message.id, result: { status: "error", error, compileUs: 0 } }
    : { type: "ran", id: message.id, outcome: failedOutcome(error) };
}

function engineFailure(thrown: unknown): ScriptError {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { type: "engine_failure", message: `The engine failed: ${text}`, stack: [] };
}

const failedCompile = (thrown: unknown) =>
  ({ status: "error", error: engineFailure(thrown), compileUs: 0 }) as const;

/** The image an order is for, or why it cannot be made; null when its program must be sent along. */
async function imageFor(
  sandbox: EngineSandbox,
  images: ImageLru,
  order: { image: string; sent: SentProgram | null },
): Promise<Image | ScriptError | null> {
  const known = images.get(order.image);
  if (known) return known;
  if (!order.sent) return null;
  const compiled = await sandbox.compile(order.sent.program, order.sent.options);
  if (compiled.status === "error") return compiled.error;
  return images.add(compiled.image.hash, () => compiled.image);
}

/** Null when the image's program must be sent along. */
async function run(
  sandbox: EngineSandbox,
  images: ImageLru,
  order: RunOrder,
  { abort, answers }: Own,
): Promise<RunState | null> {
  const image = await imageFor(sandbox, images, order);
  if (image === null) return null;
  if ("type" in image) return { status: "done", outcome: failedOutcome(image) };
  const onChunk = (chunk: Chunk) => {
    // The owner makes the last chunk itself, of the outcome it gets.
    if ("outcome" in chunk) return;
    const message = { type: "chunk", id: order.id, chunk } as const;
    if (checked(message) === message) send(message);
  };
  const answerCall = asker(order.id, answers);
  const options = { signal: abort.signal, answerCall, ...(order.stream && { onChunk }) };
  if (order.type === "resume") {
    const { answer, clockMs, secrets } = order;
    const suspension = new Uint8Array(Buffer.from(order.suspension, "base64"));
    return sandbox.resume(image, suspension, { ...options, answer, clockMs, secrets });
  }
  if (order.start) return sandbox.start(image, order.invocation, options);
  return { status: "done", outcome: await sandbox.execute(image, order.invocation, options) };
}

/** The host lives with the owner: its calls are made there. */
function asker(id: number, answers: Own["answers"]): HostRequestAnswerer {
  let next = 0;
  return ({ name, args }) =>
    new Promise((resolve, reject) => {
      const ask = next++;
      answers.set(ask, (given) => {
        answers.delete(ask);
        if (given.ok) resolve(given.value);
        else reject(new Error(given.message));
      });
      send({ type: "ask", id, ask, name, args });
    });
}

/** Tells how the threads are when that has changed. */
function loadTeller(sandbox: EngineSandbox<ThreadRoom>): () => void {
  let told = "";
  return () => {
    const { workersReplaced, instancesRecycled, boots, perWorker, waiting } = sandbox.stats();
    const health = sandbox.health();
    const broken = health.status === "unhealthy" ? health.reasons.join(" ") : null;
    const owing = sandbox.room.owing();
    const load = { workersReplaced, instancesRecycled, boots, perWorker, waiting, owing, broken };
    const text = JSON.stringify(load);
    if (text === told) return;
    told = text;
    send({ type: "load", load });
  };
}

type RunOrder = Extract<ToChild, { type: "execute" | "resume" }>;

/** What is under way, by the owner's numbers: how to stop it, and who waits for which answer. */
type Running = Map<number, Own>;
type Own = {
  abort: AbortController;
  answers: Map<number, (given: Extract<ToChild, { type: "answer" }>) => void>;
};

const LOAD_MS = 200;
