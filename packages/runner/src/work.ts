import { Fault } from "@scriptyard/model";

/** Counts what is under way, so that a shutdown can refuse what is new and wait for the rest. */
export type Work = { track: <T>(job: () => Promise<T>) => Promise<T>; close(): Promise<void> };

export function createWork(): Work {
  let running = 0;
  let closed = false;
  let drained = () => {};
  return {
    async track(job) {
      if (closed) throw new Fault("unavailable", "The server is shutting down. Try again in a moment.");
      running += 1;
      try {
        return await job();
      } finally {
        running -= 1;
        if (running === 0) drained();
      }
    },
    async close() {
      closed = true;
      if (running === 0) return;
      await new Promise<void>((resolve) => {
        drained = resolve;
      });
    },
  };
}
