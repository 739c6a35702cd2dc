import { emptyMetrics, newId, type Script } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFailure, anExecution, aScript, seedScript } from "../fixtures.ts";

const minuteMs = 60_000;
/** Aligned to every slot width, so that exact and slot figures are of the same window. */
const start = 1_700_000_100_000;

export function overviewContract({ store }: Subject): void {
  const run = (script: Script, startedAt: number, runUs: number) =>
    anExecution(script, { startedAt, metrics: { ...emptyMetrics, runUs } });

  test("a quiet window is exact", async () => {
    const { realm, script } = await seedScript(store());
    const other = aScript(realm);
    await store().executions.insertMany([
      ...Array.from({ length: 100 }, (_, i) => run(script, start + i, i + 1)),
      aFailure(other, "boom", {
        startedAt: start + 10 * minuteMs - 1,
        metrics: { ...emptyMetrics, runUs: 5_000 },
      }),
      run(other, start - 1, 1),
      run(other, start + 10 * minuteMs, 1),
      anExecution(other, { trigger: "preview", startedAt: start }),
    ]);
    const stats = await store().executions.overview(realm.id, start, start + 10 * minuteMs);
    expect(stats).toMatchObject({ executions: 101, errors: 1, p50Us: 51, p95Us: 96, p99Us: 100 });
    expect(stats.histogram.reduce((sum, { ok, error }) => sum + ok + error, 0)).toBe(101);
    expect(stats.histogram[0]).toEqual({ fromMs: start, ok: 100, error: 0 });
    expect(stats.histogram.at(-1)).toMatchObject({ ok: 0, error: 1 });
    const [first, second] = stats.scripts;
    expect(first).toMatchObject({ scriptId: script.id, executions: 100, errors: 0, lastAtMs: start + 99 });
    expect(second).toMatchObject({
      scriptId: other.id,
      executions: 1,
      errors: 1,
      p50Us: 5_000,
      p99Us: 5_000,
    });
    expect(first!.spark.length).toBe(24);
    expect(first!.spark[0]).toEqual({ ok: 100, error: 0 });
  });

  test("a busy window, read from slots, agrees with the records", async () => {
    const { realm, script } = await seedScript(store());
    const other = aScript(realm);
    const windowMs = 48 * 5 * minuteMs;
    const records = Array.from({ length: 6_000 }, (_, i) => {
      const owner = i % 3 === 0 ? other : script;
      const startedAt = start + Math.floor((i * windowMs) / 6_000);
      const metrics = { ...emptyMetrics, runUs: 100 * 1.001 ** i };
      return i % 10 === 0
        ? aFailure(owner, "boom", { startedAt, metrics })
        : anExecution(owner, { startedAt, metrics });
    });
    for (let i = 0; i < records.length; i += 700)
      await store().executions.insertMany(records.slice(i, i + 700));
    const stats = await store().executions.overview(realm.id, start, start + windowMs);
    expect(stats).toMatchObject({ executions: 6_000, errors: 600 });
    const exact = (q: number) => 100 * 1.001 ** (q * 6_000 - 1);
    expect(Math.abs(stats.p50Us / exact(0.5) - 1)).toBeLessThan(0.012);
    expect(Math.abs(stats.p95Us / exact(0.95) - 1)).toBeLessThan(0.012);
    expect(Math.abs(stats.p99Us / exact(0.99) - 1)).toBeLessThan(0.012);
    expect(stats.histogram.length).toBe(48);
    for (const bucket of stats.histogram) expect(bucket.ok + bucket.error).toBe(125);
    expect(stats.scripts.map(({ executions, errors }) => [executions, errors])).toEqual([
      [4_000, 400],
      [2_000, 200],
    ]);
    const window = { realmId: realm.id, fromMs: start, toMs: start + windowMs };
    expect(await store().executions.histogram(window, 48)).toEqual(stats.histogram);
    // A filter the slots do not know counts the records themselves.
    expect(await store().executions.histogram({ ...window, module: script.module }, 48)).toEqual(
      stats.histogram,
    );
    const errors = await store().executions.histogram({ ...window, status: "error", scriptId: other.id }, 1);
    expect(errors).toEqual([{ fromMs: start, ok: 0, error: 200 }]);
  }, 60_000);

  test("an empty realm has zeros and all buckets", async () => {
    const stats = await store().executions.overview(newId("rlm"), start, start + minuteMs);
    expect(stats).toMatchObject({ executions: 0, errors: 0, p50Us: 0, p99Us: 0, scripts: [] });
    expect(stats.histogram.length).toBe(48);
    await expectFault(store().executions.overview(newId("rlm"), 5, 5), "bad_request");
  });
}
