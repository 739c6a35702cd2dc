import { Worker } from "node:worker_threads";
import type { FromChild, ToChild } from "./protocol.ts";

/** What a child can tell about processes it starts: they must not outlive it. */
export type Helpers = { add(pid: number): void; drop(pid: number): void };

/**
 * The child's side: gets ready, then answers one request after the other until its parent closes the channel or is gone.
 * What the work throws is an answer; the child lives on. When it cannot get ready, every answer says why.
 */
export function serveRequests(getReady: (helpers: Helpers) => Handler | Promise<Handler>): void {
  const parent = Number(process.argv[2]);
  // Its owner was killed while it was starting: by now the system is its parent, and would stay it.
  if (process.ppid !== parent) process.exit(0);
  // The channel was closed before anybody listened: nobody is told again.
  if (!process.connected) process.exit(0);
  const watchdog = new Worker(new URL("./watchdog.js", import.meta.url), {
    workerData: { parent },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  });
  const started = new Set<number>();
  const helpers: Helpers = {
    add(pid) {
      started.add(pid);
      watchdog.postMessage({ add: pid });
      send({ helper: pid });
    },
    drop(pid) {
      started.delete(pid);
      watchdog.postMessage({ drop: pid });
    },
  };
  process.on("disconnect", () => {
    for (const pid of started) kill(pid);
    process.exit(0);
  });
  const handler = (async () => getReady(helpers))();
  handler.then(
    () => send({ ready: true }),
    () => undefined,
  );
  process.on("message", (message: ToChild) => {
    void answer(message.id, async () => (await handler)(message.request));
  });
}

type Handler = (request: unknown) => unknown;

async function answer(id: number, work: () => unknown): Promise<void> {
  try {
    send({ id, ok: true, value: await work() });
  } catch (error) {
    send({ id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** A parent that is gone is told nothing; `disconnect` follows. */
function send(message: FromChild): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
