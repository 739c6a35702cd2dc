// What changes during load, arm and run. It lives in guest memory: a restore resets it with all the rest.

export type Caps = { logLines: number; logLineBytes: number; resultBytes: number };

export const LOADING = 0;
export const RUNNING = 1;

export const state = {
  __proto__: null as never,
  phase: LOADING,
  caps: { logLines: 50, logLineBytes: 2048, resultBytes: 0 } as Caps,
  lines: 0,
  /** The next input of a batch has a seed of its own. */
  seeded: false,
};
