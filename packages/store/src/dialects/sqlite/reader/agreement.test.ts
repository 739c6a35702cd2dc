import { type Execution, newId } from "@scriptyard/model";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { loadMigrations } from "../../../migrations.ts";
import type { QueryArgs, QueryName } from "../../../reading/queries.ts";
import { directReader } from "../../../reading/reader.ts";
import type { ExecutionFilter } from "../../../records/filter.ts";
import { insertExecutions } from "../../../records/insert.ts";
import { tableGroups } from "../../../schema/index.ts";
import { aFailure, anExecution, aRealm, aScript } from "../../../testing/fixtures.ts";
import { tempFolder } from "../../../testing/temp-folder.ts";
import { sqliteEngine } from "../engine.ts";
import { migrateSqlite } from "../migrate.ts";
import { openSqlite } from "../open.ts";
import { threadReader } from "./thread-reader.ts";

const folder = tempFolder();
const files = { main: folder.file("x.db"), records: folder.file("x-executions.db") };
const [main, records] = tableGroups.map((group) => {
  const raw = openSqlite(files[group], group);
  migrateSqlite(raw, files[group], group, loadMigrations("sqlite", group));
  return sqliteEngine(raw);
});
const direct = directReader({ main: main!, records: records! });
const thread = threadReader(files);
afterAll(async () => {
  await thread.close();
  await Promise.all([main!.close(), records!.close()]);
  folder[Symbol.dispose]();
});

/** What either way came of a query: its answer, or the refusal's code and words. */
async function both<N extends QueryName>(name: N, ...args: QueryArgs<N>): Promise<[unknown, unknown]> {
  const outcome = (reader: typeof direct) =>
    reader.ask("realm", name, ...args).catch(({ code, message }) => ({ code, message }));
  return [await outcome(thread), await outcome(direct)];
}

const script = aScript(aRealm());
const scripts = [script, { ...script, id: newId("scr"), module: "other" }];
const hostile = fc.constantFrom("plain", "100% a_b \\", "\u0000 \ud800", "ÄRGER", "__proto__", "\ufeffmark");
const record = fc.record({
  of: fc.nat(1),
  startedAt: fc.integer({ min: 1, max: 9 }).map((n) => n * 1_000),
  failed: fc.boolean(),
  message: hostile,
  trigger: fc.constantFrom("http" as const, "flow" as const, "preview" as const),
  versioned: fc.boolean(),
  action: fc.option(hostile, { nil: null }),
});
const filter = fc.record(
  {
    scriptId: fc.constantFrom(...scripts.map(({ id }) => id as string)),
    module: fc.constantFrom("other", "none"),
    status: fc.constantFrom("ok" as const, "error" as const),
    trigger: fc.constantFrom("http" as const, "flow" as const),
    text: hostile,
    fromMs: fc.integer({ min: 0, max: 5_000 }),
    toMs: fc.integer({ min: 4_000, max: 10_000 }),
  },
  { requiredKeys: [] },
);

function toExecution(given: typeof record extends fc.Arbitrary<infer T> ? T : never): Execution {
  const { of, startedAt, failed, message, trigger, versioned, action } = given;
  const over = {
    startedAt,
    trigger,
    action,
    logs: [{ seq: 0, level: "info" as const, message }],
    ...(versioned ? {} : { version: null, versionId: null }),
  };
  return failed ? aFailure(scripts[of]!, message, over) : anExecution(scripts[of]!, over);
}

test("every query answers the same on the thread and on the main connection", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 20 }),
      filter,
      fc.record({
        limit: fc.integer({ min: 1, max: 8 }),
        cursor: fc.constantFrom(null, undefined, "not ours"),
      }),
      async (given, wanted, page) => {
        const { realmId } = script;
        const added = given.map(toExecution);
        await records!.tx((db, t) => insertExecutions(db, t, added));
        const asked: ExecutionFilter = { realmId, ...wanted };
        const answers = [
          await both("listExecutions", asked, page as { limit: number }),
          await both("listExecutions", asked, { limit: Number.NaN }),
          await both("histogram", asked, 7, 10_000),
          await both("overview", realmId, wanted.fromMs ?? 0, 10_000),
          await both("scriptFigures", realmId, wanted.fromMs ?? 0, 10_000),
          await both("listErrorGroups", { realmId, text: wanted.text ?? "" }, { limit: page.limit }, 10_000),
          await both("countOpenErrors", realmId, 10_000),
        ];
        for (const [onThread, onMain] of answers) expect(onThread).toStrictEqual(onMain);
      },
    ),
    { numRuns: 40 },
  );
});
