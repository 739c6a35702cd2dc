/** Does one thing again and again, never twice at once, at the earliest time anybody asked for. */
export type Alarm = AsyncDisposable & {
  /** Asks for it within `ms`. Asked for while it runs, it is done once more afterwards. */
  within(ms: number): void;
};

/** @param job must not throw; it may ask for its next time. The timer does not keep the process alive. */
export function createAlarm(job: () => Promise<void>): Alarm {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let running: Promise<void> | null = null;
  let closed = false;

  function set(): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(ring, Math.max(1, dueAt - performance.now()));
    timer.unref();
  }

  function ring(): void {
    timer = null;
    dueAt = Number.POSITIVE_INFINITY;
    running = job().finally(() => {
      running = null;
      if (!closed && dueAt < Number.POSITIVE_INFINITY) set();
    });
  }

  return {
    within(ms) {
      const at = performance.now() + Math.max(0, ms);
      if (closed || at >= dueAt) return;
      dueAt = at;
      if (running === null) set();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
