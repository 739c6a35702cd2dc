/** Who does it; null users are API tokens and the system. */
export type Actor = {
  userId: `usr_${string}` | null;
  requestId: string | null;
  /** Aborts when nobody waits for the answer any more: what has not begun then never runs. */
  gone?: AbortSignal | undefined;
};
