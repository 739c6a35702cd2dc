import { failedOutcome, type Outcome, type ScriptError } from "@scriptyard/model";
import { PoolSandbox, type PoolSandboxOptions } from "../pool-sandbox.ts";
import type { Chunk, Image, Program } from "../types.ts";
import { KnownImages } from "./known-images.ts";
import type { FromChild, ToChild } from "./protocol.ts";

/**
 * The sandbox's own process: the pool of threads, and nothing of its owner but a channel. Its environment is empty, it
 * may read its own code and nothing else, and it ends when its owner does.
 */
process.on("disconnect", () => process.exit(0));
process.once("message", (message: ToChild) => {
  if (message.type === "start") void serve(message.options);
});

function send(message: FromChild): void {
  // The owner may be gone: then there is nobody to tell, and `disconnect` ends this.
  if (process.connected) process.send!(message, undefined, undefined, () => undefined);
}

async function serve(options: PoolSandboxOptions): Promise<void> {
  let sandbox: PoolSandbox;
  try {
    sandbox = await PoolSandbox.start(options);
  } catch (error) {
    send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    return;
  }
  const images = new KnownImages(options.imageCacheBytes);
  const running = new Map<number, AbortController>();
  const tellLoad = loadTeller(sandbox);
  sandbox.events.on("worker_replaced", (event) => {
    send({ type: "replaced", event });
    tellLoad();
  });
  process.on("message", (message: ToChild) => {
    if (message.type === "compile") void compile(sandbox, images, message);
    else if (message.type === "execute") void execute(sandbox, images, running, message);
    else if (message.type === "batch") void batch(sandbox, images, running, message);
    else if (message.type === "cancel") running.get(message.id)?.abort();
    else if (message.type === "ping") send({ type: "pong" });
  });
  send({ type: "ready" });
  tellLoad();
  setInterval(tellLoad, LOAD_MS);
}

async function compile(
  sandbox: PoolSandbox,
  images: KnownImages,
  { id, program }: Extract<ToChild, { type: "compile" }>,
): Promise<void> {
  const result = await sandbox.compile(program);
  if (result.status === "error") return send({ type: "compiled", id, result });
  const { image, compileUs } = result;
  images.add(image);
  const { hash, engine, bytes, exports } = image;
  const face = { hash, engine, bytes, exports: [...exports] };
  send({ type: "compiled", id, result: { status: "ok", image: face, compileUs } });
}

async function execute(
  sandbox: PoolSandbox,
  images: KnownImages,
  running: Map<number, AbortController>,
  order: Extract<ToChild, { type: "execute" }>,
): Promise<void> {
  const { id } = order;
  const abort = new AbortController();
  running.set(id, abort);
  try {
    const outcome = await run(sandbox, images, order, abort.signal);
    send(outcome ? { type: "ran", id, outcome } : { type: "unknown", id });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const outcome = failedOutcome({
      type: "engine_failure",
      message: `The engine failed: ${text}`,
      stack: [],
    });
    send({ type: "ran", id, outcome });
  } finally {
    running.delete(id);
  }
}

async function batch(
  sandbox: PoolSandbox,
  images: KnownImages,
  running: Map<number, AbortController>,
  order: Extract<ToChild, { type: "batch" }>,
): Promise<void> {
  const { id } = order;
  const abort = new AbortController();
  running.set(id, abort);
  const failAll = (error: ScriptError) => order.batch.inputs.map(() => failedOutcome(error));
  try {
    const found = await imageFor(sandbox, images, order);
    if (found === null) send({ type: "unknown", id });
    else if ("type" in found) send({ type: "batched", id, outcomes: failAll(found) });
    else {
      const { signal } = abort;
      send({ type: "batched", id, outcomes: await sandbox.executeMany(found, order.batch, { signal }) });
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const lost = { type: "engine_failure", message: `The engine failed: ${text}`, stack: [] } as const;
    send({ type: "batched", id, outcomes: failAll({ ...lost, stack: [] }) });
  } finally {
    running.delete(id);
  }
}

/** The image an order is for, or why it cannot be made; null when its program must be sent along. */
async function imageFor(
  sandbox: PoolSandbox,
  images: KnownImages,
  order: { image: string; program: Program | null },
): Promise<Image | ScriptError | null> {
  const known = images.get(order.image);
  if (known) return known;
  if (!order.program) return null;
  const compiled = await sandbox.compile(order.program);
  if (compiled.status === "error") return compiled.error;
  images.add(compiled.image);
  return compiled.image;
}

/** Null when the image's program must be sent along. */
async function run(
  sandbox: PoolSandbox,
  images: KnownImages,
  order: Extract<ToChild, { type: "execute" }>,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const image = await imageFor(sandbox, images, order);
  if (image === null) return null;
  if ("type" in image) return failedOutcome(image);
  const onChunk = (chunk: Chunk) => {
    // The owner makes the last chunk itself, of the outcome it gets.
    if ("outcome" in chunk) return;
    send({ type: "chunk", id: order.id, chunk });
  };
  return sandbox.execute(image, order.invocation, order.stream ? { signal, onChunk } : { signal });
}

/** Tells how the threads are when that has changed. */
function loadTeller(sandbox: PoolSandbox): () => void {
  let told = "";
  return () => {
    const { workersReplaced, instancesRecycled, boots, perWorker } = sandbox.stats();
    const health = sandbox.health();
    const broken = health.status === "unhealthy" ? health.reasons.join(" ") : null;
    const load = { workersReplaced, instancesRecycled, boots, perWorker, broken };
    const text = JSON.stringify(load);
    if (text === told) return;
    told = text;
    send({ type: "load", load });
  };
}

const LOAD_MS = 200;
