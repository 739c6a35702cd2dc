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
