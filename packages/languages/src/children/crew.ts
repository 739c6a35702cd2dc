import { Fault, retryAfterSecondsOf, type WaitDetails } from "@scriptyard/model";
import { type ChildAnswer, type ChildLimits, DisposableChild } from "./disposable-child.ts";
import { FairLine, type NoRoom, type Payer } from "./fair-line.ts";
import { type Guilt, Guilty } from "./guilty.ts";

export type CrewOptions = {
  /** What the children run. */
  program: URL;
  /** At most so many at once. They start when they are needed, and go when they have nothing to do. */
  hands: number;
  heapMb: number;
  limits: ChildLimits;
  /** A child above this after a piece of work is replaced, so that it does not count against the next. Default: never. */
  recycleBytes?: number;
  /** What is done for, in messages: "The type check". */
  what: string;
};

export type Work = {
  request: unknown;
  payer: Payer;
  /** Hash of everything the work depends on: what it cost is remembered by it. */
  key: string;
  signal?: AbortSignal | undefined;
};

/** `guilty`: the text itself cannot be worked on within the limits, on any machine. */
export type Done = { status: "ok"; value: unknown } | { status: "guilty"; why: Guilt };

/** Work on texts that people send, in disposable processes, in a line that is fair to realms and people. */
export interface Crew extends AsyncDisposable {
  /**
   * @throws Fault `rate_limited` when too much of its payer waits, `busy` when the machine could not do it in time; both
   *   with `WaitDetails`
   */
  run(work: Work): Promise<Done>;
  /** Starts a child, so that the first piece of work does not wait for it. */
  warm(): void;
  stats(): CrewStats;
}

export type CrewStats = { hands: number; running: number; waiting: number; replaced: number; guilty: number };

type Waiting = Work & { settle(answer: ChildAnswer): void };

export function createCrew(options: CrewOptions): Crew {
  const { hands, limits } = options;
  const line = new FairLine<Waiting>({
    perPerson: 20,
    perRealm: 60,
    all: 200,
    handsPerRealm: Math.max(1, hands - 1),
  });
  const guilty = new Guilty();
  const idle: DisposableChild[] = [];
  const all = new Set<DisposableChild>();
  let running = 0;
  let replaced = 0;
  let closed = false;
  /** Of the last pieces of work, in ms. */
  let usualMs = 20;
  let rest: NodeJS.Timeout | undefined;

  function hire(): DisposableChild {
    const child = new DisposableChild(options.program, options.heapMb);
    all.add(child);
    return child;
  }

  function dismiss(child: DisposableChild): void {
    child.kill();
    all.delete(child);
  }

  function pump(): void {
    while (running < hands && !closed) {
      const next = line.take();
      if (next === undefined) return;
      running += 1;
      void serve(next.item, next.payer);
    }
  }

  async function serve(work: Waiting, payer: Payer): Promise<void> {
    const started = performance.now();
    let child = living();
    let answer = await child.run(work.request, limits, work.signal);
    // What others left in a used child, or what came from outside, is not this text's: it is asked once more, alone.
    const unsure = answer.status === "exited" || answer.status === "memory";
    if (unsure && !closed) {
      dismiss(child);
      replaced += 1;
      child = hire();
      answer = await child.run(work.request, limits, work.signal);
    }
    if (child.gone) {
      all.delete(child);
      replaced += 1;
    } else if (isFull(child)) {
      // Another gets ready at once, on work that went well: the next one should not wait for a cold start.
      dismiss(child);
      replaced += 1;
      if (!closed) warmWith(work.request);
    } else idle.push(child);
    usualMs += (performance.now() - started - usualMs) / 8;
    running -= 1;
    line.done(payer);
    work.settle(answer);
    restLater();
    pump();
  }

  function living(): DisposableChild {
    for (let child = idle.pop(); child !== undefined; child = idle.pop()) {
      if (!child.gone) return child;
      all.delete(child);
    }
    return hire();
  }

  function isFull(child: DisposableChild): boolean {
    const { recycleBytes } = options;
    return recycleBytes !== undefined && (child.usage()?.memoryBytes ?? 0) > recycleBytes;
  }

  function warmWith(request: unknown): void {
    const child = hire();
    void child.run(request, limits).then(() => {
      if (child.gone || closed) dismiss(child);
      else idle.push(child);
    });
  }

  /** One stays ready; the others go when nothing has been asked for a while. */
  function restLater(): void {
    clearTimeout(rest);
    rest = setTimeout(() => {
      for (const child of idle.splice(1)) dismiss(child);
    }, 60_000).unref();
  }

  function tooMany({ who, waiting }: NoRoom): Fault {
    const details = waitDetails(waiting);
    const whose = { person: " of yours", realm: " of this realm", all: "" }[who];
    return new Fault(
      "rate_limited",
      `${options.what} has to wait behind ${waiting}${whose}, which is as many as may. Try again in ${retryAfterSecondsOf(details)} s.`,
      { details },
    );
  }

  function late(waitingBehind: number): Fault {
    const details = waitDetails(waitingBehind);
    return new Fault(
      "busy",
      `${options.what} could not be done now: the machine is busy. Nothing is wrong with the text. Try again in ${retryAfterSecondsOf(details)} s.`,
      { details },
    );
  }

  function waitDetails(waitingBehind: number): WaitDetails {
    const turnMs = ((waitingBehind + 1) * usualMs) / hands;
    return { retryAfterMs: Math.round(Math.min(Math.max(turnMs, 1_000), 60_000)), waitingBehind };
  }

  return {
    async run(work) {
      const known = guilty.find(work.key);
      if (known !== null) return { status: "guilty", why: known };
      const { payer } = work;
      // Somebody may ask for much with one signal: what is done listens no more.
      let leave = () => {};
      const answer = await new Promise<ChildAnswer>((resolve, reject) => {
        if (closed || work.signal?.aborted) return resolve({ status: "cancelled" });
        const item: Waiting = { ...work, settle: resolve };
        const noRoom = line.push(payer, item);
        if (noRoom !== null) return reject(tooMany(noRoom));
        leave = () => {
          if (line.remove(payer, item)) resolve({ status: "cancelled" });
        };
        work.signal?.addEventListener("abort", leave);
        pump();
      }).finally(() => work.signal?.removeEventListener("abort", leave));
      if (answer.status === "ok") return answer;
      if (answer.status === "threw")
        throw new Error(`${options.what} failed on our side`, { cause: new Error(answer.message) });
      if (answer.status === "late") throw late(line.ahead(payer));
      if (answer.status === "cancelled")
        throw new Fault("busy", `${options.what} was called off${closed ? ": the server is closing" : ""}.`);
      guilty.remember(work.key, answer.status);
      return { status: "guilty", why: answer.status };
    },
    warm() {
      if (all.size === 0 && !closed) idle.push(hire());
    },
    stats: () => ({ hands, running, waiting: line.size, replaced, guilty: guilty.size }),
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(rest);
      for (const item of line.drain()) item.settle({ status: "cancelled" });
      for (const child of all) dismiss(child);
    },
  };
}
