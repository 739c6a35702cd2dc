import { Fault, type WaitDetails } from "@scriptyard/model";

/**
 * What somebody is told for whom there is no room: behind how many they would wait, and when to come back.
 *
 * @param what begins the message, e.g. "Too much of this is under way"
 * @param expectedMs how long the wait would be as far as one can tell
 */
export function waitRefusal(what: string, waitingBehind: number, expectedMs: number): Fault {
  const retryAfterMs = Math.round(Math.min(Math.max(expectedMs, 250), 10_000));
  const details: WaitDetails = { retryAfterMs, waitingBehind };
  return new Fault(
    "rate_limited",
    `${what}: it would wait behind ${waitingBehind}. Try again in ${inSeconds(retryAfterMs)}.`,
    { details },
  );
}

export const wentAway = (signal?: AbortSignal): Fault =>
  new Fault("unavailable", "The caller went away before its turn came.", { cause: signal?.reason });

const inSeconds = (ms: number): string => `${Math.max(0.1, Math.round(ms / 100) / 10)} s`;
