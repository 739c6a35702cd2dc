import { type Execution, emptyMetrics, newId, type Script } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { ScriptFigures } from "../../records/script-figures.ts";
import type { Subject } from "../contract.ts";
import { aFailure, anExecution, aScript, seedScript } from "../fixtures.ts";

const minuteMs = 60_000;
/** Aligned to every slot width, so that exact and slot figures are of the same window. */
const start = 1_700_000_100_000;
const end = start + 60 * minuteMs;

export function scriptFiguresContract({ store }: Subject): void {
  const read = async (realmId: string, fromMs = start, toMs = end) => {
    const figures = await store().executions.byScript(realmId, fromMs, toMs);
    return new Map<string, ScriptFigures>(figures.map((one) => [one.scriptId, one]));
  };
  const took = (runUs: number) => ({ metrics: { ...emptyMetrics, runUs } });
  const insert = async (records: Execution[]) => {
    for (let i = 0; i < records.length; i += 700)
      await store().executions.insertMany(records.slice(i, i + 700));
  };

  test("a quiet window is exact; previews, replays and what lies outside do not count", async () => {
    const { realm, script } = await seedScript(store());
    const other = aScript(realm);
    const older = aFailure(script, "older", { startedAt: start + 5 });
    const newer = aFailure(script, "newer", { startedAt: start + 50, trigger: "bus" });
    await insert([
      ...Array.from({ length: 98 }, (_, i) => anExecution(script, { startedAt: start + i, ...took(i + 3) })),
      { ...older, ...took(1) },
      { ...newer, ...took(2) },
      aFailure(script, "a draft", { startedAt: start + 90, trigger: "preview" }),
      aFailure(script, "again", { startedAt: start + 91, trigger: "replay" }),
      aFailure(script, "tried", { startedAt: start + 92, trigger: "trial" }),
      aFailure(script, "before", { startedAt: start - 1 }),
      aFailure(script, "after", { startedAt: end }),
      anExecution(other, { startedAt: start, trigger: "schedule", ...took(7) }),
    ]);
    const figures = await read(realm.id);
    expect(figures.size).toBe(2);
    expect(figures.get(script.id)).toEqual({
      scriptId: script.id,
      executions: 100,
      errors: 2,
      p50Us: 50,
      p95Us: 95,
      p99Us: 99,
      lastAtMs: start + 97,
      lastError: { executionId: newer.id, type: "execution", message: "newer", atMs: start + 50 },
    });
    expect(figures.get(other.id)).toMatchObject({ executions: 1, errors: 0, p99Us: 7, lastError: null });
    expect((await read(newId("rlm"))).size).toBe(0);
  });

  test("a busy window, read from slots, agrees with the records, to the very last failure", async () => {
    const { realm, script } = await seedScript(store());
    const rare = aScript(realm);
    const busy = (owner: Script, i: number, failed: boolean) => {
      const over = { startedAt: start + i * 500, ...took(100 * 1.001 ** i) };
      return failed ? aFailure(owner, `boom ${i}`, over) : anExecution(owner, over);
    };
    const records = Array.from({ length: 6_000 }, (_, i) =>
      i % 3 === 0 ? busy(rare, i, i === 3_000) : busy(script, i, i % 10 === 1),
    );
    // Not what users caused: neither its count nor its place in time may show.
    records.push(aFailure(rare, "a preview", { startedAt: start + 59 * minuteMs, trigger: "preview" }));
    await insert(records);
    // Drawn from ten-second slots, and from five-minute ones.
    for (const hours of [1, 5]) {
      const figures = await read(realm.id, end - hours * 60 * minuteMs, end);
      const ids = (owner: Script) =>
        records.filter((one) => one.scriptId === owner.id && one.trigger === "http");
      for (const [owner, errors, lastFailure] of [
        [script, 400, 5_981],
        [rare, 1, 3_000],
      ] as const) {
        const shown = figures.get(owner.id)!;
        const own = ids(owner);
        expect(shown).toMatchObject({
          executions: own.length,
          errors: own.filter((one) => one.status === "error").length,
          lastAtMs: own.at(-1)!.startedAt,
          lastError: {
            executionId: records[lastFailure]!.id,
            message: `boom ${lastFailure}`,
            atMs: records[lastFailure]!.startedAt,
          },
        });
        expect(shown.errors).toBe(errors);
        const durations = own.map((one) => one.metrics.runUs).sort((a, b) => a - b);
        for (const [key, q] of [
          ["p50Us", 0.5],
          ["p95Us", 0.95],
          ["p99Us", 0.99],
        ] as const) {
          const exact = durations[Math.ceil(q * durations.length) - 1]!;
          expect(Math.abs(shown[key] / exact - 1)).toBeLessThan(0.012);
        }
      }
    }
  }, 60_000);

  test("in a crowd the last failure is found too, and where its record is gone the counts stay", async () => {
    const { realm, script } = await seedScript(store());
    // All within five minutes: more than one slot's records are searched for.
    const records = Array.from({ length: 6_000 }, (_, i) =>
      i === 2_500
        ? aFailure(script, "lonely", { startedAt: start + i * 40 })
        : anExecution(script, { startedAt: start + i * 40 }),
    );
    await insert(records);
    const dayMs = 24 * 60 * minuteMs;
    const failed = records[2_500]!;
    expect((await read(realm.id, end - dayMs, end)).get(script.id)).toMatchObject({
      executions: 6_000,
      errors: 1,
      lastError: { executionId: failed.id, message: "lonely" },
    });
  }, 60_000);
}
