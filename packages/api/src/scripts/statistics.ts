import type { RecentError, ScriptFigures, ScriptStats, Store } from "@scriptyard/store";

/** Windows of time that scripts are looked at through. */
export const statusWindows = { "1h": 3_600_000, "24h": 24 * 3_600_000, "7d": 7 * 24 * 3_600_000 } as const;
export type StatusWindow = keyof typeof statusWindows;

/** Figures by script, each read at most once a second per realm: every flow screen, and whoever watches, asks. */
export type ScriptStatistics = {
  last24h(realmId: string): Promise<Map<string, ScriptStats>>;
  /** Up to now; `fromMs` is where the window begins. */
  figures(
    realmId: string,
    window: StatusWindow,
  ): Promise<{ fromMs: number; toMs: number; byScript: Map<string, ScriptFigures> }>;
  /** Errors of the window that nobody has resolved, by script. */
  openErrors(realmId: string, window: StatusWindow): Promise<Map<string, RecentError[]>>;
};

const freshMs = 1_000;

export function createScriptStatistics(store: Store, clock: () => number): ScriptStatistics {
  const { executions } = store;
  const last24h = keptFor(clock, async (realmId: string, now) => {
    const { scripts } = await executions.overview(realmId, now - statusWindows["24h"], now + 1);
    return new Map(scripts.map((stats) => [stats.scriptId, stats]));
  });
  const figures = keptFor(clock, async (key: `${StatusWindow} ${string}`, now) => {
    const [window, realmId] = key.split(" ") as [StatusWindow, string];
    const [fromMs, toMs] = [now - statusWindows[window], now + 1];
    const found = await executions.byScript(realmId, fromMs, toMs);
    return { fromMs, toMs, byScript: new Map(found.map((one) => [one.scriptId as string, one])) };
  });
  const openErrors = keptFor(clock, async (key: `${StatusWindow} ${string}`, now) => {
    const [window, realmId] = key.split(" ") as [StatusWindow, string];
    const found = await store.errors.openSince(realmId, now - statusWindows[window]);
    const byScript = new Map<string, RecentError[]>();
    for (const one of found) {
      const errors = byScript.get(one.scriptId);
      if (errors) errors.push(one);
      else byScript.set(one.scriptId, [one]);
    }
    return byScript;
  });
  return {
    last24h,
    figures: (realmId, window) => figures(`${window} ${realmId}`),
    openErrors: (realmId, window) => openErrors(`${window} ${realmId}`),
  };
}

/** Answers of `read` by key, each a second old at most. */
function keptFor<Key extends string, T>(
  clock: () => number,
  read: (key: Key, now: number) => Promise<T>,
): (key: Key) => Promise<T> {
  const kept = new Map<Key, { atMs: number; answer: Promise<T> }>();
  return (key) => {
    const now = clock();
    const entry = kept.get(key);
    if (entry && now - entry.atMs < freshMs && now >= entry.atMs) return entry.answer;
    const answer = read(key, now);
    kept.set(key, { atMs: now, answer });
    // A failed read is not kept: the next request asks again.
    answer.catch(() => kept.delete(key));
    return answer;
  };
}
