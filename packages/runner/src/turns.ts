import { Fault } from "@scriptyard/model";

/** Everything that is ready runs first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work over many small things: `await turns.pause()` after each gives the loop away where this has had it for a while. */
export type TurnTaker = { pause(): Promise<void> | undefined };

export function createTurnTaker(longestMs = 4): TurnTaker {
  let since = performance.now();
  return {
    pause() {
      if (performance.now() - since < longestMs) return undefined;
      return nextTurn().then(() => {
        since = performance.now();
      });
    },
  };
}

/** Work that many ask for at once: `await line.next(gone)` before it. */
export type TurnLine = {
  /** @throws Fault `busy` where too many wait, or whoever asked went away meanwhile */
  next(gone?: AbortSignal): Promise<void> | undefined;
};

/**
 * One begins in each turn of the loop, in the order they came, and what else is ready runs in between; the first waits for
 * nothing. SQLite answers at once, so ten logins that came together were one turn of a tenth of a second.
 *
 * @param most how many may wait: more than a few seconds of work is nobody's wait
 */
export function createTurnLine(most = 500): TurnLine {
  const waiting: (() => void)[] = [];
  let taken = false;
  const pass = () => {
    const start = waiting.shift();
    taken = start !== undefined;
    if (start === undefined) return;
    setImmediate(pass);
    start();
  };
  return {
    next(gone) {
      if (taken) {
        if (waiting.length >= most) {
          const details = { retryAfterMs: 1_000 };
          throw new Fault("busy", "Too many begin at once. Try again in a moment.", { details });
        }
        return new Promise<void>((start) => waiting.push(start)).then(() => {
          if (gone?.aborted) throw new Fault("busy", "Whoever asked for this went away before it began.");
        });
      }
      taken = true;
      setImmediate(pass);
      return undefined;
    },
  };
}

/**
 * Takes jobs that nobody waits for and does one at a time, the newest first, with a turn for others between: what came last
 * is wanted next, and a thousand before it hold nobody up. What a job throws is its own affair.
 */
export function newestFirst(): (job: () => Promise<void>) => void {
  const jobs: (() => Promise<void>)[] = [];
  let working = false;
  const work = async () => {
    working = true;
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
      await job().catch(() => undefined);
      await nextTurn();
    }
    working = false;
  };
  return (job) => {
    jobs.push(job);
    if (!working) void work();
  };
}
