/** `details` of a fault that a later try may get past (`rate_limited`, `busy`, `unavailable`). */
export type WaitDetails = {
  /** When it makes sense to try again; HTTP's `Retry-After`, in milliseconds. */
  retryAfterMs: number;
  /** How many stand before the caller, where that is known. */
  waitingBehind?: number;
};

/** What a fault's details say about waiting; anything else than numbers is as good as nothing. */
export function waitDetailsOf(details: unknown): Partial<WaitDetails> {
  if (typeof details !== "object" || details === null) return {};
  const { retryAfterMs, waitingBehind } = details as Record<string, unknown>;
  return {
    ...(isCount(retryAfterMs) ? { retryAfterMs } : {}),
    ...(isCount(waitingBehind) ? { waitingBehind } : {}),
  };
}

/** HTTP's `Retry-After`, in whole seconds and never none: of a wait nobody knows, one. */
export function retryAfterSecondsOf(details: unknown): number {
  return Math.max(1, Math.ceil((waitDetailsOf(details).retryAfterMs ?? 0) / 1_000));
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;
