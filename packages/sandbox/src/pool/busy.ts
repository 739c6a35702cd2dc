import type { ScriptError } from "@scriptyard/model";
import { refusal } from "../executor/outcome.ts";

/**
 * Why the queue does not take something: it is full, or what it would have to wait is too long. `waitMs` is the work ahead
 * of it, per thread.
 */
export type Busy = { why: "full" | "long"; waitMs: number };

/** How much may wait, and how long. */
export type QueueBounds = { queueLimit: number; maxWaitMs: number };

/** As its caller hears it: nothing ran, and when to come again. */
export function busyError({ why, waitMs }: Busy, { queueLimit, maxWaitMs }: QueueBounds): ScriptError {
  const retryAfterMs = Math.ceil(Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, waitMs)));
  const reason =
    why === "full" ? `${queueLimit} runs wait already` : `this run would wait for more than ${maxWaitMs} ms`;
  const message = `All engines are busy and ${reason}. Try again in ${retryAfterMs} ms.`;
  return { ...refusal("busy", message), retryAfterMs };
}

const [MIN_RETRY_MS, MAX_RETRY_MS] = [10, 60_000];
