import { expect, test } from "vitest";
import { sqliteEngine } from "../dialects/sqlite/engine.ts";
import { migrateSqlite } from "../dialects/sqlite/migrate.ts";
import { openSqlite } from "../dialects/sqlite/open.ts";
import { loadMigrations } from "../migrations.ts";
import { aFailure, anExecution, aRealm, aScript } from "../testing/fixtures.ts";
import { rows } from "../work.ts";
import { histogram } from "./histogram.ts";
import { insertExecutions } from "./insert.ts";
import { overview } from "./overview.ts";
import { exactRecords } from "./read-slots.ts";
import { scriptFigures } from "./script-figures.ts";
import { slotWidths } from "./slots.ts";

const hourMs = 3_600_000;
const start = Date.UTC(2026, 4, 4);
const weekMs = 7 * 24 * hourMs;

function open() {
  const raw = openSqlite(":memory:", "records");
  migrateSqlite(raw, "x.db", "records", loadMigrations("sqlite", "records"));
  return { raw, engine: sqliteEngine(raw) };
}

test("a busy week is drawn from hours: the same figures, and no gaps between the buckets", async () => {
  const { raw, engine } = open();
  const script = aScript(aRealm());
  const count = exactRecords + 1_000;
  const records = Array.from({ length: count }, (_, i) => {
    const startedAt = start + Math.floor((i * weekMs) / count);
    return i % 10 === 0 ? aFailure(script, "boom", { startedAt }) : anExecution(script, { startedAt });
  });
  for (let i = 0; i < count; i += 500)
    await engine.tx((db, t) => insertExecutions(db, t, records.slice(i, i + 500)));
  const { realmId } = script;
  const drawn = await engine.read((db, t) =>
    histogram(db, t, { realmId, fromMs: start, toMs: start + weekMs }, 90, start + weekMs),
  );
  expect(drawn.length).toBe(90);
  expect(drawn.reduce((sum, { ok, error }) => sum + ok + error, 0)).toBe(count);
  expect(drawn.reduce((sum, { error }) => sum + error, 0)).toBe(count / 10);
  expect(drawn.filter(({ ok, error }) => ok + error === 0)).toEqual([]);
  // Asked for more than there are hours, it has as many as there are.
  const fine = await engine.read((db, t) =>
    histogram(db, t, { realmId, fromMs: start, toMs: start + weekMs }, 400, start + weekMs),
  );
  expect([fine.length, fine.filter(({ ok, error }) => ok + error === 0).length]).toEqual([168, 0]);
  const stats = await engine.read((db, t) => overview(db, t, realmId, start, start + weekMs));
  expect(stats).toMatchObject({ executions: count, errors: count / 10 });
  const [figures] = await engine.read((db, t) => scriptFigures(db, t, realmId, start, start + weekMs));
  const last = records.findLast(({ status }) => status === "error")!;
  expect(figures).toMatchObject({
    executions: count,
    errors: count / 10,
    lastError: { executionId: last.id, atMs: last.startedAt },
  });
  expect([figures!.p50Us, figures!.p99Us]).toEqual([stats.p50Us, stats.p99Us]);
  raw.close();
}, 60_000);

test("hours of what was counted before there were any are added up when the store is opened", async () => {
  const raw = openSqlite(":memory:", "records");
  const migrations = loadMigrations("sqlite", "records");
  migrateSqlite(raw, "x.db", "records", migrations);
  const engine = sqliteEngine(raw);
  const script = aScript(aRealm());
  const records = Array.from({ length: 300 }, (_, i) =>
    anExecution(script, {
      startedAt: start + i * 60_000,
      metrics: { ...anExecution(script).metrics, runUs: 50 + i },
    }),
  );
  await engine.tx((db, t) => insertExecutions(db, t, records));
  const hours = () =>
    engine.read(function* (db, { executionSlots: t }) {
      const found = yield* rows(db.select().from(t));
      return found
        .filter(({ widthMs }) => widthMs === slotWidths.wide)
        .map(normal)
        .sort((a, b) => a.at - b.at);
    });
  const counted = await hours();
  expect(counted.map(({ ok }) => ok)).toEqual([60, 60, 60, 60, 60]);
  raw.prepare(`delete from execution_slots where width_ms = ${slotWidths.wide}`).run();
  const backfill = migrations
    .flatMap(({ statements }) => statements)
    .find((text) => text.includes("INSERT INTO `execution_slots`"));
  raw.prepare(backfill!).run();
  expect(await hours()).toEqual(counted);
  raw.close();
});

/** Lists of latencies mean sums, in whatever order they were joined. */
function normal<Row extends { latencies: number[] }>(row: Row): Row {
  const sums = new Map<number, number>();
  for (let i = 0; i < row.latencies.length; i += 2)
    sums.set(row.latencies[i]!, (sums.get(row.latencies[i]!) ?? 0) + row.latencies[i + 1]!);
  return { ...row, latencies: [...sums].sort(([a], [b]) => a - b).flat() };
}

test("a busy day is drawn from its hours and the five minutes at its ends: every record once, wherever it begins", async () => {
  const { raw, engine } = open();
  const script = aScript(aRealm());
  const count = exactRecords + 2_000;
  const lengthMs = 26 * hourMs;
  const records = Array.from({ length: count }, (_, i) => {
    const startedAt = start + Math.floor((i * lengthMs) / count);
    return i % 10 === 0 ? aFailure(script, "boom", { startedAt }) : anExecution(script, { startedAt });
  });
  for (let i = 0; i < count; i += 500)
    await engine.tx((db, t) => insertExecutions(db, t, records.slice(i, i + 500)));
  const { realmId } = script;
  for (const beginsMs of [0, 5 * 60_000, 35 * 60_000, 55 * 60_000, hourMs]) {
    const [from, to] = [start + beginsMs, start + beginsMs + 24 * hourMs];
    const inside = records.filter(({ startedAt }) => startedAt >= from && startedAt < to);
    const errors = inside.filter(({ status }) => status === "error");
    const stats = await engine.read((db, t) => overview(db, t, realmId, from, to));
    expect(stats).toMatchObject({ executions: inside.length, errors: errors.length });
    const { histogram: drawn, scripts } = stats;
    expect(drawn.reduce((sum, { ok, error }) => sum + ok + error, 0)).toBe(inside.length);
    expect([drawn.length, drawn.filter(({ ok, error }) => ok + error === 0).length]).toEqual([48, 0]);
    expect(scripts[0]!.spark.reduce((sum, { ok, error }) => sum + ok + error, 0)).toBe(inside.length);
    expect(scripts[0]!.spark.filter(({ ok }) => ok === 0)).toEqual([]);
    const [figures] = await engine.read((db, t) => scriptFigures(db, t, realmId, from, to));
    expect(figures).toMatchObject({
      executions: inside.length,
      errors: errors.length,
      lastError: { executionId: errors.at(-1)!.id },
      lastAtMs: inside.at(-1)!.startedAt,
    });
    expect([figures!.p50Us, figures!.p99Us]).toEqual([stats.p50Us, stats.p99Us]);
  }
  raw.close();
}, 60_000);
