// Long: one part of the contract that every store is under.
import { type Execution, emptyMetrics, newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExecutionFilter } from "../../records/filter.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFailure, anExecution, seedScript, sha256 } from "../fixtures.ts";

export function listsContract({ store, clock }: Subject): void {
  test("a summary shows what the list needs", async () => {
    const { realm, script } = await seedScript(store());
    const failure = aFailure(script, "boom", { logs: [{ seq: 0, level: "warn", message: "w" }] });
    await store().executions.insertMany([failure]);
    const { items, next } = await store().executions.list({ realmId: realm.id }, { limit: 5 });
    expect(next).toBeNull();
    expect(items).toEqual([
      {
        id: failure.id,
        scriptId: script.id,
        module: script.module,
        name: script.name,
        hook: "onExecute",
        trigger: "http",
        triggerId: null,
        version: 1,
        draftRevision: null,
        node: null,
        status: "error",
        errorType: "execution",
        errorGroupId: expect.stringMatching(/^erg_/),
        action: null,
        startedAt: failure.startedAt,
        runUs: 412.5,
        operations: 1_234,
        logCount: 1,
        errorMessage: "boom",
        logLine: null,
      },
    ]);
  });

  test("a row without an error shows the most serious line of its log, of several the last", async () => {
    const { realm, script } = await seedScript(store());
    const levels = (...lines: [Execution["logs"][number]["level"], string][]) =>
      lines.map(([level, message], seq) => ({ seq, level, message }));
    const logs = [
      [],
      levels(["debug", "a"], ["info", "b"], ["debug", "c"]),
      levels(["warn", "first"], ["warn", "nul:\u0000 lone:\ud800"], ["info", "b"]),
      levels(["error", "x".repeat(5_000)], ["info", "b"]),
      [{ seq: 0, level: "info" as const, message: "rolled", data: { chance: 0.5 } }],
    ];
    await store().executions.insertMany(
      logs.map((lines, i) => anExecution(script, { startedAt: i + 1, logs: lines })),
    );
    const { items } = await store().executions.list({ realmId: realm.id }, { limit: 10 });
    expect(items.map(({ logLine }) => logLine).toReversed()).toEqual([
      null,
      "b",
      "nul:\u0000 lone:\ud800",
      "x".repeat(300),
      'rolled {"chance":0.5}',
    ]);
  });

  test("a run is found by whom it was about, by the outcome it named and by its effects", async () => {
    const { realm, script } = await seedScript(store());
    const effect = (name: string) => ({ name, args: [] });
    const userId = newId("usr");
    const records = {
      maria: anExecution(script, {
        subject: ["u_1042", "Maria@Example.com", "Maria Öz"],
        effects: [effect("flow.set"), effect("flow.set"), effect("claims.set")],
        outcome: "suspicious",
      }),
      mario: anExecution(script, {
        subject: ["u_10", "mario@example.com"],
        effects: [effect("flow.setAll")],
      }),
      member: anExecution(script, { userId, outcome: "suspicious\ne:flow.set\n" }),
      hostile: anExecution(script, {
        subject: ["\u0000\ud800", `${"😀".repeat(400)}`, ...Array.from({ length: 900 }, (_, i) => `u_x${i}`)],
        result: { outcome: 7 },
      }),
      plain: anExecution(script),
    };
    await store().executions.insertMany(Object.values(records));
    const nameOf = new Map(Object.entries(records).map(([name, { id }]) => [id, name]));
    const found = async (filter: Omit<ExecutionFilter, "realmId">) => {
      const page = await store().executions.list({ realmId: realm.id, ...filter }, { limit: 50 });
      const names = page.items.map(({ id }) => String(nameOf.get(id)));
      const buckets = await store().executions.histogram(
        { realmId: realm.id, fromMs: 1, toMs: 2_000_000_000_000, ...filter },
        1,
      );
      expect(buckets[0]!.ok).toBe(names.length);
      return names.sort().join(" ");
    };
    expect(await found({ user: "MARIA@example.com" })).toBe("maria");
    expect(await found({ user: "mari" })).toBe("maria mario");
    expect(await found({ user: "maria  öz " })).toBe("maria");
    expect(await found({ user: "example.com" })).toBe("");
    expect(await found({ user: userId })).toBe("member");
    expect(await found({ user: "u_x0" })).toBe("hostile");
    expect(await found({ user: "\u0000" })).toBe("hostile");
    expect(await found({ effect: "flow.set" })).toBe("maria");
    expect(await found({ effect: "%" })).toBe("");
    expect(await found({ outcome: "suspicious" })).toBe("maria");
    expect(await found({ user: "mari", effect: "claims.set", status: "ok" })).toBe("maria");
    expect(await found({ user: "maria", status: "error" })).toBe("");
    expect((await store().executions.byId(records.maria.id))!.subject).toEqual(records.maria.subject);
    expect(await store().executions.byId(records.plain.id)).toEqual(records.plain);
  });

  test("a row without a version says which text ran", async () => {
    const { realm, script } = await seedScript(store());
    const ref = { sha256: sha256("text"), kept: sha256("kept") };
    const unversioned = { version: null, versionId: null };
    const file = { layer: "file" as const, path: "@acme/login/terms.ts", ...ref };
    const layer = { layer: "default" as const, path: null, ...ref };
    const draft = { layer: "draft" as const, path: null, sha256: ref.sha256, kept: null };
    // What a script says about itself is not what is read.
    const fake = `{"sourceRef":${JSON.stringify(file)},`;
    await store().executions.insertMany([
      anExecution(script, { startedAt: 1, sourceRef: { ...layer, layer: "version", kept: null } }),
      anExecution(script, { startedAt: 2, ...unversioned, sourceRef: file }),
      anExecution(script, { startedAt: 3, ...unversioned, sourceRef: layer, args: ["x".repeat(5_000)] }),
      anExecution(script, { startedAt: 4, ...unversioned, sourceRef: draft, draftSource: fake }),
      anExecution(script, { startedAt: 5, ...unversioned, draftSource: fake, args: [{ sourceRef: file }] }),
      anExecution(script, { startedAt: 6, ...unversioned, args: [{ sourceRef: file }] }),
    ]);
    const { items } = await store().executions.list({ realmId: realm.id }, { limit: 10 });
    expect(items.map((row) => row.sourceRef)).toEqual([undefined, undefined, draft, layer, file, undefined]);
    const searched = await store().executions.list({ realmId: realm.id, text: "nowhere" }, { limit: 10 });
    expect(searched.items).toEqual([]);
  });

  test("each filter keeps what it names", async () => {
    const { realm, script } = await seedScript(store());
    const other = { ...script, id: newId("scr"), module: "shared", name: "dates" };
    const flowSessionId = newId("fls");
    const requestId = newId("req");
    const records = {
      plain: anExecution(script, { startedAt: 1_000 }),
      failed: aFailure(script, "boom", { startedAt: 2_000 }),
      otherScript: anExecution(other, { startedAt: 3_000 }),
      version2: anExecution(script, { startedAt: 4_000, version: 2 }),
      preview: anExecution(script, { startedAt: 5_000, trigger: "preview" }),
      step: anExecution(script, {
        startedAt: 6_000,
        trigger: "flow",
        flowSessionId,
        action: "reject",
        requestId,
      }),
      slow: aFailure(script, "x", {
        startedAt: 7_000,
        error: { type: "timeout", message: "took too long", stack: [] },
        metrics: { ...emptyMetrics, runUs: 99_000, operations: 5_000_000_000 },
      }),
    };
    await store().executions.insertMany(Object.values(records));
    const nameOf = new Map(Object.entries(records).map(([name, { id }]) => [id, name]));
    const found = async (filter: Omit<ExecutionFilter, "realmId">) => {
      const page = await store().executions.list({ realmId: realm.id, ...filter }, { limit: 50 });
      return page.items.map(({ id }) => nameOf.get(id)).join(" ");
    };
    const groupOf = async (id: string) => (await store().executions.byId(id))!.errorGroupId!;

    expect(await found({})).toBe("slow step preview version2 otherScript failed plain");
    expect(await found({ scriptId: other.id })).toBe("otherScript");
    expect(await found({ module: "shared" })).toBe("otherScript");
    expect(await found({ version: 2 })).toBe("version2");
    expect(await found({ status: "error" })).toBe("slow failed");
    expect(await found({ status: "ok", scriptId: script.id })).toBe("step preview version2 plain");
    expect(await found({ errorType: "timeout" })).toBe("slow");
    expect(await found({ errorGroupId: await groupOf(records.failed.id) })).toBe("failed");
    expect(await found({ trigger: "preview" })).toBe("preview");
    expect(await found({ trials: false })).toBe("slow step version2 otherScript failed plain");
    expect(await found({ trials: true, status: "error" })).toBe("slow failed");
    expect(await found({ flowSessionId })).toBe("step");
    expect(await found({ requestId })).toBe("step");
    expect(await found({ requestId: newId("req") })).toBe("");
    expect(await found({ action: "reject" })).toBe("step");
    expect(await found({ minRunUs: 99_000 })).toBe("slow");
    expect(await found({ maxRunUs: 412.5, scriptId: other.id })).toBe("otherScript");
    expect(await found({ minRunUs: 412.6, maxRunUs: 98_999 })).toBe("");
    expect(await found({ minOperations: 1_235 })).toBe("slow");
    expect(await found({ minOperations: 1_234, trigger: "preview" })).toBe("preview");
    expect(await found({ fromMs: 2_000, toMs: 4_000 })).toBe("otherScript failed");
    expect(await found({ text: "TOO long" })).toBe("slow");
    expect((await store().executions.list({ realmId: newId("rlm") }, { limit: 5 })).items).toEqual([]);
  });

  test("text is found in messages and log lines, in any case, taken literally", async () => {
    const { realm, script } = await seedScript(store());
    const withLog = (message: string) => anExecution(script, { logs: [{ seq: 0, level: "info", message }] });
    const records = [
      withLog("100% sure_thing \\o/"),
      withLog("ÄRGER mit 'Anführung' \"x\""),
      withLog("nul:\u0000 lone:\ud800 end"),
      aFailure(script, "Cannot read `a.b`"),
      anExecution(script),
    ];
    await store().executions.insertMany(records);
    const found = async (text: string) => {
      const page = await store().executions.list({ realmId: realm.id, text }, { limit: 50 });
      return page.items.map(({ id }) => records.findIndex((record) => record.id === id));
    };
    expect(await found("100%")).toEqual([0]);
    expect(await found("0%S")).toEqual([]);
    expect(await found("e_t")).toEqual([0]);
    expect(await found("\\O/")).toEqual([0]);
    expect(await found("ärger")).toEqual([1]);
    expect(await found("'anführung' \"X\"")).toEqual([1]);
    expect(await found("\u0000 lone:\ud800")).toEqual([2]);
    expect(await found("`A.B`")).toEqual([3]);
    expect(await found("")).toEqual([4, 3, 2, 1, 0]);
    await expectFault(found("x".repeat(201)), "bad_request");
  });

  test("pages hold every record once, newest first, whatever the times and page size", async () => {
    const arbitrary = fc.record({
      times: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 30 }),
      limit: fc.integer({ min: 1, max: 7 }),
      text: fc.constantFrom(undefined, "even"),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ times, limit, text }) => {
        const { realm, script } = await seedScript(store());
        const records = times.map((startedAt, i) =>
          anExecution(script, {
            startedAt,
            logs: [{ seq: 0, level: "info", message: i % 2 === 0 ? "even" : "odd" }],
          }),
        );
        // Not in the order of their ids.
        await store().executions.insertMany(records.toReversed());
        const filter = { realmId: realm.id, ...(text === undefined ? {} : { text }) };
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await store().executions.list(filter, { cursor, limit });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.next;
        } while (cursor !== null);
        const expected = records
          .filter((record) => text === undefined || record.logs[0]!.message === text)
          .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
        expect(seen).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 20 },
    );
  });

  test("a page goes on where the last one ended while new records arrive", async () => {
    const { realm, script } = await seedScript(store());
    const records = [1, 2, 3, 4].map((startedAt) => anExecution(script, { startedAt }));
    await store().executions.insertMany(records);
    const first = await store().executions.list({ realmId: realm.id }, { limit: 2 });
    await store().executions.insertMany([anExecution(script, { startedAt: 5 })]);
    const second = await store().executions.list({ realmId: realm.id }, { limit: 2, cursor: first.next });
    expect([...first.items, ...second.items].map(({ startedAt }) => startedAt)).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();
  });

  test("a cursor we did not make and a limit that is no number are refused", async () => {
    for (const cursor of ["x", "MSAx", Buffer.from("1 exe_x' or 1=1").toString("base64url")])
      await expectFault(store().executions.list({ realmId: "r" }, { cursor, limit: 5 }), "bad_request");
    await expectFault(store().executions.list({ realmId: "r" }, { limit: Number.NaN }), "bad_request");
  });

  test("the histogram counts per bucket; the end of the window is not part of it", async () => {
    const { realm, script } = await seedScript(store());
    const at = (startedAt: number, failed = false) =>
      failed ? aFailure(script, "boom", { startedAt }) : anExecution(script, { startedAt });
    await store().executions.insertMany([
      at(1_000),
      at(1_999),
      at(2_000, true),
      at(3_999),
      at(4_000),
      at(999),
    ]);
    const window = { realmId: realm.id, fromMs: 1_000, toMs: 4_000 };
    expect(await store().executions.histogram(window, 3)).toEqual([
      { fromMs: 1_000, ok: 2, error: 0 },
      { fromMs: 2_000, ok: 0, error: 1 },
      { fromMs: 3_000, ok: 1, error: 0 },
    ]);
    const errors = await store().executions.histogram({ ...window, text: "BOOM" }, 1);
    expect(errors).toEqual([{ fromMs: 1_000, ok: 0, error: 1 }]);
    await expectFault(store().executions.histogram({ ...window, toMs: 1_000 }, 3), "bad_request");
  });

  test("without a window the histogram shows the last 24 hours", async () => {
    const { realm, script } = await seedScript(store());
    const ago = (ms: number): Execution => anExecution(script, { startedAt: clock.nowMs - ms });
    await store().executions.insertMany([ago(0), ago(3_600_000), ago(25 * 3_600_000)]);
    const buckets = await store().executions.histogram({ realmId: realm.id }, 24);
    expect(buckets.length).toBe(24);
    expect(buckets.map(({ ok }) => ok)).toEqual([...Array<number>(22).fill(0), 1, 1]);
  });
}
