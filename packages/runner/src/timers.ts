/** Waiting, injected so that tests of schedules and back-off are instant. */
export type Timers = {
  /** Milliseconds that only grow, from an arbitrary start: for waits, which a changed wall clock must not stretch. */
  now: () => number;
  /** Calls `run` once after `ms`, unless disposed before. */
  after(ms: number, run: () => void): Disposable;
};

/** The system's timers. They do not keep the process alive. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, run) {
    const handle = setTimeout(run, ms);
    handle.unref();
    return { [Symbol.dispose]: () => clearTimeout(handle) };
  },
};
