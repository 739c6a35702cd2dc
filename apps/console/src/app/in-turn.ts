import { waitDetailsOf } from "@scriptyard/model";
import { faultOf } from "./fault.ts";

/** How many stand before us; null where the server did not say. */
export type Turn = { behind: number | null };

/** Tries before the refusal is shown; with the server's own delays that is a minute or more. */
const mostTries = 30;

/**
 * Does `work`, again and again while the server says that too much is under way. Only for what may be done twice: runs
 * that apply nothing, checks, and publishes with a key of their own. Any other failure is the caller's at once.
 *
 * @param onWait told before each pause; null when it goes on
 */
export async function inTurn<T>(
  work: () => Promise<T>,
  {
    signal,
    onWait,
    sleep = pause,
  }: {
    signal?: AbortSignal;
    onWait?: (turn: Turn | null) => void;
    sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  } = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const { code, retry, details } = faultOf(error);
      const full = retry && (code === "rate_limited" || code === "busy");
      if (!full || tries >= mostTries || signal?.aborted) throw error;
      const { retryAfterMs = 1_000, waitingBehind } = waitDetailsOf(details);
      onWait?.({ behind: waitingBehind ?? null });
      await sleep(Math.min(Math.max(retryAfterMs, 250), 10_000), signal);
      onWait?.(null);
    }
  }
}

/** Ends early, without a word, when the signal aborts: the work itself then says why. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** "Waiting behind 3": beside whatever was asked for. */
export function turnWords({ behind }: Turn): string {
  return behind === null ? "Waiting for a free place" : `Waiting behind ${behind}`;
}
