import { Worker } from "node:worker_threads";
import { Fault } from "@scriptyard/model";
import type { RecordWriter } from "../../repositories/context.ts";
import { builtFile } from "./built-file.ts";
import type { RecordAnswer, RecordReply, RecordRequest, RecordWorkerData } from "./record-protocol.ts";

type Waiting = { resolve(value: RecordAnswer): void; reject(fault: Fault): void };
export type SqliteWriter = RecordWriter & {
  /** Folds the main file's log in when it holds much. */
  foldMain(): Promise<void>;
};
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

/**
 * A writer that runs on a thread of its own: the request path pays for one `JSON.stringify`, never for a transaction,
 * a checkpoint or a prune. The thread starts with the writer, so that the first record of a process is on the disk as
 * soon as any other; should it die, the next write starts another.
 */
export function workerWriter(files: RecordWorkerData): SqliteWriter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;
  let closed = false;

  function start(): Worker {
    const started = new Worker(builtFile("record-worker.js"), {
      workerData: files,
    });
    started.unref(); // Only unanswered requests keep the process up.
    started.on("message", (reply: RecordReply) => {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if (reply.ok) request?.resolve(reply.value);
      else request?.reject(new Fault(reply.code, reply.message, { cause: reply.cause }));
    });
    started.on("error", (error) => failAll(started, error));
    started.on("exit", (code) => failAll(started, new Error(`the thread ended with code ${code}`)));
    return started;
  }

  function failAll(dead: Worker, cause: Error): void {
    if (worker !== dead) return;
    worker = undefined;
    const message = `The thread that writes execution records failed: ${cause.message}.`;
    for (const request of waiting.values()) request.reject(new Fault("storage", message, { cause }));
    waiting.clear();
  }

  function ask(request: WithoutId<RecordRequest>): Promise<RecordAnswer> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new Fault("unavailable", "The store is closed."));
      worker ??= start();
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...request, id } satisfies RecordRequest);
    });
  }

  worker = start();
  return {
    write: async (records, changes) => {
      await ask({ op: "write", json: JSON.stringify(records), changes: JSON.stringify(changes) });
    },
    beginBus: async () => {
      await ask({ op: "beginBus" });
    },
    ping: async () => {
      await ask({ op: "ping" });
    },
    foldMain: async () => {
      await ask({ op: "foldMain" });
    },
    prune: async (beforeMs) => Number(await ask({ op: "prune", beforeMs })),
    removeRealm: async (realmId) => {
      await ask({ op: "removeRealm", realmId });
    },
    changeErrors: async (change, atMs) => {
      const changed = await ask({ op: "changeErrors", change, atMs });
      return Array.isArray(changed) ? changed : [];
    },
    close: async () => {
      if (closed) return;
      const ending = worker;
      const exited = ending && new Promise((resolve) => ending.once("exit", resolve));
      if (ending) await ask({ op: "close" });
      closed = true;
      // The last answer let go of the thread; without this the process could end before its file is closed.
      ending?.ref();
      await exited;
    },
  };
}
