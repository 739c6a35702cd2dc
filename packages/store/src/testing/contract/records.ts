import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { aFailure, anExecution, seedScript } from "../fixtures.ts";

export function recordsContract({ store }: Subject): void {
  test("an execution comes back whole", async () => {
    const { script } = await seedScript(store());
    const execution = anExecution(script, {
      trigger: "preview",
      versionId: null,
      version: null,
      draftRevision: 4,
      draftSource: "export const y = 2;",
      replayOf: newId("exe"),
      flowSessionId: newId("fls"),
      node: "risk-check",
      result: { action: "continue", deep: [1.5, -0.25, 1e21, "é", null] },
      effects: [{ name: "flow.set", args: ["risk", 40] }],
      logs: [
        { seq: 0, level: "info", message: "hello", data: { a: [1] }, file: "login/x", line: 2 },
        { seq: 1, level: "error", message: "" },
      ],
      diagnostics: [
        {
          file: "login/x",
          line: 1,
          column: 2,
          endLine: 1,
          endColumn: 5,
          code: "ts2304",
          severity: "error",
          source: "types",
          message: "Cannot find name 'foo'.",
          remedy: "Declare it.",
        },
      ],
      clockMs: 1_700_000_000_000.5,
      userId: newId("usr"),
      requestId: "req-1",
    });
    await store().executions.insertMany([execution]);
    expect(await store().executions.byId(execution.id)).toEqual(execution);
    expect(await store().executions.byId(newId("exe"))).toBeNull();
    await store().executions.insertMany([]);
  });

  test("a failure comes back whole, with the group it was put in", async () => {
    const { script } = await seedScript(store());
    const failure = aFailure(script, "no user 17");
    failure.error!.limit = { name: "timeoutMs", value: 100, reached: 120 };
    failure.error!.issues = [{ path: "$.action", message: "allowed: continue" }];
    await store().executions.insertMany([failure]);
    const read = await store().executions.byId(failure.id);
    expect(read).toEqual({ ...failure, errorGroupId: read!.errorGroupId });
    expect(read!.errorGroupId).toMatch(/^erg_/);
  });

  test("a batch may be sent twice: nothing is written or counted again", async () => {
    const { realm, script } = await seedScript(store());
    const batch = Array.from({ length: 40 }, (_, i) =>
      i % 4 === 0 ? aFailure(script, "boom") : anExecution(script),
    );
    await store().executions.insertMany([...batch, batch[0]!]);
    await store().executions.insertMany([...batch, anExecution(script)]);
    const page = await store().executions.list({ realmId: realm.id }, { limit: 100 });
    expect(page.items.length).toBe(41);
    const [group] = (await store().errors.list({ realmId: realm.id }, { limit: 10 })).items;
    expect(group!.count).toBe(10);
    const stats = await store().executions.overview(realm.id, 1_699_999_000_000, 1_700_000_001_000);
    expect(stats).toMatchObject({ executions: 41, errors: 10 });
  });

  test("old records, counts and groups are pruned; young ones stay", async () => {
    const { realm, script } = await seedScript(store());
    const at = (startedAt: number) => ({ startedAt });
    await store().executions.insertMany([
      ...Array.from({ length: 1_500 }, (_, i) => anExecution(script, at(1_000_000 + i))),
      aFailure(script, "old trouble", at(1_000_000)),
      aFailure(script, "young trouble", at(3_000_000)),
      anExecution(script, at(2_000_000)),
    ]);
    expect(await store().executions.prune(2_000_000)).toBe(1_501);
    expect(await store().executions.prune(2_000_000)).toBe(0);
    const left = await store().executions.list({ realmId: realm.id }, { limit: 10 });
    expect(left.items.map(({ startedAt }) => startedAt)).toEqual([3_000_000, 2_000_000]);
    const groups = await store().errors.list({ realmId: realm.id }, { limit: 10 });
    expect(groups.items.map(({ message }) => message)).toEqual(["young trouble"]);
  });
}
