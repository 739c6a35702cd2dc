import type { ScriptStats, Store } from "@scriptyard/store";

/** Figures of the last 24 hours by script, read at most once a second per realm: every flow screen asks. */
export type ScriptStatistics = { last24h(realmId: string): Promise<Map<string, ScriptStats>> };

const freshMs = 1_000;
const dayMs = 24 * 3_600_000;

export function createScriptStatistics(store: Store, clock: () => number): ScriptStatistics {
  const kept = new Map<string, { atMs: number; stats: Promise<Map<string, ScriptStats>> }>();
  return {
    last24h(realmId) {
      const now = clock();
      const entry = kept.get(realmId);
      if (entry && now - entry.atMs < freshMs && now >= entry.atMs) return entry.stats;
      const stats = read(realmId, now);
      kept.set(realmId, { atMs: now, stats });
      // A failed read is not kept: the next request asks again.
      stats.catch(() => kept.delete(realmId));
      return stats;
    },
  };

  async function read(realmId: string, now: number): Promise<Map<string, ScriptStats>> {
    const overview = await store.executions.overview(realmId, now - dayMs, now + 1);
    return new Map(overview.scripts.map((stats) => [stats.scriptId, stats]));
  }
}
