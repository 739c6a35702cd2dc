import type { Timers } from "../timers.ts";

/** Timers over a clock that only a test moves. */
export type ManualTimers = Timers & {
  /** Moves the clock and runs what is due on the way, in order, letting promises settle between. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  waiting(): number;
};

export function createManualTimers(clock: { now: number }): ManualTimers {
  const timers = new Set<{ at: number; run: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => clock.now,
    after(ms, run) {
      const timer = { at: clock.now + ms, run };
      timers.add(timer);
      return { [Symbol.dispose]: () => void timers.delete(timer) };
    },
    async advance(ms) {
      const end = clock.now + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        clock.now = Math.max(clock.now, due.at);
        due.run();
        await settle();
      }
      clock.now = end;
      await settle();
    },
    waiting: () => timers.size,
  };
}
