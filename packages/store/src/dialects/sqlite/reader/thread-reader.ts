import { Fault, type WaitDetails } from "@scriptyard/model";
import type { QueryName } from "../../../reading/queries.ts";
import type { Reader } from "../../../reading/reader.ts";
import type { ReadWorkerData } from "./protocol.ts";
import { type Deadline, ReadThread } from "./read-thread.ts";
import { Turns } from "./turns.ts";

export type ThreadReaderOptions = {
  /** How many queries run at once. Default 1: a second one would take a core from the scripts. */
  threads?: number;
  /** How long one may take. Default 2 s of work: the dearest known takes a tenth of that. */
  deadline?: Deadline;
  /** How many of one realm, and of all, may wait. */
  waiting?: { perRealm: number; all: number };
};

type Waiting = {
  name: QueryName;
  args: unknown[];
  resolve: (answer: unknown) => void;
  reject: (fault: Fault) => void;
};

/** Threads whose statement ran too long and still runs; beyond these nothing is read until one has ended. */
const mostAbandoned = 2;
const usualRetryMs = 1_000;

/**
 * A reader on threads of its own: what it reads, decodes and adds up costs the calling thread one `JSON.parse` of a
 * page. A thread starts with the first query that needs it and stays; one that dies fails what it was doing, one that
 * takes too long is left to itself, and the next query gets another.
 */
export function threadReader(files: ReadWorkerData["files"], options: ThreadReaderOptions = {}): Reader {
  const { threads = 1, deadline = { workMs: 2_000, longestMs: 10_000 } } = options;
  const { waiting = { perRealm: 64, all: 256 } } = options;
  const turns = new Turns<Waiting>();
  const idle = new Set<ReadThread>();
  const running = new Set<Promise<void>>();
  const counts = { answered: 0, refused: 0, calledOff: 0 };
  let abandoned = 0;
  let closed = false;

  function serve(): void {
    while (running.size < threads && turns.size > 0) {
      if (idle.size === 0 && abandoned >= mostAbandoned) {
        counts.refused += turns.size;
        refuseAll(stuck());
        return;
      }
      const { realm, item } = turns.take()!;
      const done = perform(takeThread(), item).finally(() => {
        running.delete(done);
        turns.done(realm);
        serve();
      });
      running.add(done);
    }
  }

  function takeThread(): ReadThread {
    for (const thread of idle) {
      idle.delete(thread);
      return thread;
    }
    const started = new ReadThread(files);
    void started.exited.then(() => idle.delete(started));
    return started;
  }

  async function perform(thread: ReadThread, asked: Waiting): Promise<void> {
    const outcome = await thread.ask({ name: asked.name, args: asked.args }, deadline);
    if ("died" in outcome) return asked.reject(failed(outcome.died));
    if ("late" in outcome) {
      counts.calledOff += 1;
      abandon(thread);
      return asked.reject(tooLong());
    }
    counts.answered += 1;
    const { answer } = outcome;
    if (answer.ok) asked.resolve(JSON.parse(answer.json));
    else asked.reject(new Fault(answer.code, answer.message, { cause: answer.cause }));
    if (closed) await thread.close();
    else idle.add(thread);
  }

  function abandon(thread: ReadThread): void {
    abandoned += 1;
    thread.abandon();
    void thread.exited.then(() => {
      abandoned -= 1;
    });
  }

  function refuseAll(fault: Fault): void {
    for (const waiter of turns.drain()) waiter.reject(fault);
  }

  return {
    ask: (realm, name, ...args) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closedFault());
        if (turns.waitingOf(realm) >= waiting.perRealm || turns.size >= waiting.all) {
          counts.refused += 1;
          return reject(noRoom(turns.size + running.size));
        }
        turns.push(realm, { name, args, resolve: resolve as (answer: unknown) => void, reject });
        serve();
      }),
    stats: () => ({ waiting: turns.size, ...counts }),
    async close() {
      if (closed) return;
      closed = true;
      refuseAll(closedFault());
      // Whoever was abandoned is not waited for: its statement may take long, and it cannot write.
      await Promise.all([...running, ...[...idle].map((thread) => thread.close())]);
    },
  };
}

const closedFault = () => new Fault("unavailable", "The store is closed.");
const busy = (message: string, details: WaitDetails) => new Fault("busy", message, { details });
const failed = (cause: Error) =>
  new Fault("storage", `The thread that reads lists failed: ${cause.message}.`, { cause });
const tooLong = () =>
  busy("The query took too long and was called off. Ask for a shorter window.", {
    retryAfterMs: usualRetryMs,
  });
const stuck = () =>
  busy("Earlier queries that took too long have not ended yet. Try again shortly.", {
    retryAfterMs: usualRetryMs,
  });
const noRoom = (waitingBehind: number) =>
  busy(`Too many queries wait: it would wait behind ${waitingBehind}. Try again shortly.`, {
    retryAfterMs: usualRetryMs,
    waitingBehind,
  });
