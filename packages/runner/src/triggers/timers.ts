/** Waiting, injected so that tests of schedules and back-off are instant. */
export type Timers = {
  /** Calls `run` once after `ms`, unless disposed before. */
  after(ms: number, run: () => void): Disposable;
};

/** The system's timers. They do not keep the process alive. */
export const systemTimers: Timers = {
  after(ms, run) {
    const handle = setTimeout(run, ms);
    handle.unref();
    return { [Symbol.dispose]: () => clearTimeout(handle) };
  },
};
