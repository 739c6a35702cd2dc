import fc from "fast-check";
import { expect, test } from "vitest";
import { sqliteEngine } from "../dialects/sqlite/engine.ts";
import { migrateSqlite } from "../dialects/sqlite/migrate.ts";
import { openSqlite } from "../dialects/sqlite/open.ts";
import { loadMigrations } from "../migrations.ts";
import { anExecution, aRealm, aScript, sha256 } from "../testing/fixtures.ts";
import { rows } from "../work.ts";
import { type ExecutionFilter, splitFilter } from "./filter.ts";
import { insertExecutions } from "./insert.ts";
import { listExecutions } from "./list.ts";
import { toRow } from "./row.ts";

test("a search that uses up its budget goes on from there: nothing is missed, nothing comes twice", async () => {
  const raw = openSqlite(":memory:", "records");
  migrateSqlite(raw, "x.db", "records", loadMigrations("sqlite", "records"));
  const engine = sqliteEngine(raw);
  const run = fc.record({
    hits: fc.array(fc.boolean(), { maxLength: 25 }),
    limit: fc.integer({ min: 1, max: 4 }),
    budget: fc.integer({ min: 1, max: 6 }),
    looksFor: fc.constantFrom(
      { text: "needle" },
      { action: "needle" },
      { outcome: "needle" },
      { outcome: "needle", action: "needle" },
      { text: "needle", status: "ok" as const },
    ),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ hits, limit, budget, looksFor }) => {
      const script = aScript(aRealm());
      const records = hits.map((hit, i) =>
        anExecution(script, {
          startedAt: 1_000 + (i >> 1),
          action: hit ? "needle" : "hay",
          outcome: hit ? "needle" : "hay",
          logs: [{ seq: 0, level: "info", message: hit ? "Needle" : "hay" }],
        }),
      );
      await engine.tx((db, t) => insertExecutions(db, t, records));
      const filter = { realmId: script.realmId, ...looksFor };
      const seen: string[] = [];
      let pages = 0;
      for (let cursor: string | null = null; pages === 0 || cursor !== null; pages++) {
        const page = await engine.read((db, t) => listExecutions(db, t, filter, { cursor, limit }, budget));
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      const wanted = records.filter((_, i) => hits[i]).map(({ id }) => id);
      expect(seen).toEqual(wanted.toReversed());
      expect(pages).toBeLessThanOrEqual(Math.ceil(hits.length / Math.min(limit, budget)) + 1);
    }),
    { numRuns: 60 },
  );
  await engine.close();
});

test("a record written when its text stood further back in its body is read the same", async () => {
  const raw = openSqlite(":memory:", "records");
  migrateSqlite(raw, "x.db", "records", loadMigrations("sqlite", "records"));
  const engine = sqliteEngine(raw);
  const script = aScript(aRealm());
  const sourceRef = {
    layer: "file" as const,
    path: "login/terms.ts",
    sha256: sha256("a"),
    kept: sha256("b"),
  };
  const record = anExecution(script, { version: null, versionId: null, sourceRef });
  await engine.tx((db, t) => insertExecutions(db, t, [record]));
  await engine.tx(function* (db, { executions: t }) {
    const { sourceRef: _, language, versionId, draftSource, ...rest } = toRow(record, null).body;
    const body = { language, versionId, draftSource, sourceRef, ...rest };
    yield* rows(db.update(t).set({ body }).returning({ id: t.id }));
  });
  const list = await engine.read((db, t) => listExecutions(db, t, { realmId: script.realmId }, { limit: 5 }));
  expect(list.items.map((row) => row.sourceRef)).toEqual([sourceRef]);
  raw.close();
});

test("of a filter, one index serves the part that leaves the fewest records, whatever else is asked", () => {
  const realmId = "rlm";
  const window = { fromMs: 1, toMs: 2 };
  const split = (filter: Omit<ExecutionFilter, "realmId">) => splitFilter({ realmId, ...filter });
  expect(split({ text: "" })).toEqual({ seek: { realmId }, sift: {} });
  expect(split({ ...window, scriptId: "s" })).toEqual({
    seek: { realmId, ...window, scriptId: "s" },
    sift: {},
  });
  expect(split({ scriptId: "s", status: "error", module: "m" })).toEqual({
    seek: { realmId, status: "error" },
    sift: { scriptId: "s", module: "m" },
  });
  expect(split({ scriptId: "s", status: "ok", text: "x" })).toEqual({
    seek: { realmId, scriptId: "s" },
    sift: { status: "ok", text: "x" },
  });
  expect(split({ scriptId: "s", triggerId: "t", user: "maria" })).toEqual({
    seek: { realmId, marked: true },
    sift: { scriptId: "s", triggerId: "t", user: "maria" },
  });
  expect(split({ requestId: "r", effect: "flow.set" })).toEqual({
    seek: { realmId, requestId: "r" },
    sift: { effect: "flow.set" },
  });
  expect(split({ flowSessionId: "f", errorGroupId: "g", triggerId: "t" })).toEqual({
    seek: { realmId, flowSessionId: "f" },
    sift: { errorGroupId: "g", triggerId: "t" },
  });
});
