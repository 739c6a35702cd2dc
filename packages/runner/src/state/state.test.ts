// Long: what state holds to, over one runner, with the documented examples as they stand in docs/state.md.
import { readFileSync } from "node:fs";
import type { Json } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";
import { fault } from "../testing/scripts.ts";
import { onCall } from "../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const docs = readFileSync(new URL("../../../../docs/state.md", import.meta.url), "utf8");
const documented = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);
const example = (hook: string): string => documented.find((text) => text.includes(`function ${hook}(`))!;
const visitor = (id: string): { user: Json } => ({ user: { id, email: `${id}@example.com` } });
const call = (body: string) =>
  onCall(body).replace(
    "function onCall(params: ToolParams): Json",
    "async function onCall(params: ToolParams): Promise<Json>",
  );

/** What a tool answers that is called as products call it. */
async function run(lab: Lab, name: string, params: Json = {}): Promise<Json> {
  const [module = "", script = ""] = name.split("/");
  const done = await lab.runner.execute({ realm: "test", module, name: script, args: [params] }, actor);
  return done.status === "ok" ? done.result : (done.error?.message ?? "");
}
const kept = async (lab: Lab) =>
  (await lab.runner.state.list("test", {}, { limit: 50 })).items.map(
    ({ scope, owner, key, start }) => `${scope} ${owner} ${key} ${start}`,
  );

describe("the documented examples", () => {
  test("five failures lock a user out, and nobody else, until the time is over", async () => {
    await using lab = await openLab(machines);
    await lab.publish("login/number", example("onExecute"));
    await lab.flow("login", [{ name: "number", kind: "decision" }], [["number", "done"]]);
    const attempt = async (who: string, number: string) => {
      // The engine's own guard against guessing makes who guesses wait; here it is not what is looked at.
      lab.clock.now += 60_000;
      return lab.submit(await lab.start("login", visitor(who)), { number });
    };
    for (let n = 0; n < 5; n++)
      expect(await attempt("u_1", "1")).toMatchObject({
        action: "challenge",
        block: { title: "Employee number" },
      });
    expect(await attempt("u_1", "4711")).toMatchObject({ action: "reject", code: "locked" });
    expect(await attempt("u_2", "4711")).toMatchObject({ action: "done" });
    expect(await kept(lab)).toEqual(["user u_1 tries 6"]);
    lab.clock.now += 900_000;
    expect(await attempt("u_1", "4711")).toMatchObject({ action: "done" });
    expect(await kept(lab)).toEqual([]);
  });

  test("a webhook is handled once, however often it comes at once", async () => {
    await using lab = await openLab(machines);
    const { scriptId } = await lab.publish("hooks/paid", example("onRequest"), { hook: "onRequest" });
    const request = {
      id: "req_1",
      method: "POST",
      path: "/paid",
      params: {},
      query: {},
      headers: {},
      bodyType: "json",
      body: { id: "evt_1" },
      ip: "203.0.113.7",
      time: "2026-05-04T09:00:00.000Z",
    };
    const args = [request as Json];
    const input = { realm: "test", module: "hooks", name: "paid", args };
    const answers = await Promise.all(Array.from({ length: 6 }, () => lab.runner.execute(input, actor)));
    expect(answers.map(({ result }) => (result as { status: number }).status).sort((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 202,
    ]);
    expect(answers.flatMap(({ effects }) => effects)).toMatchObject([
      { name: "publish", args: ["payments.received", { id: "evt_1" }] },
    ]);
    // Tried in the editor it is as it is, and nothing comes of it.
    const source = example("onRequest");
    const before = await kept(lab);
    const preview = (id: string) =>
      lab.runner.preview(
        { scriptId, source, args: [{ ...request, body: { id } }], libraryDrafts: false },
        actor,
      );
    expect(await preview("evt_1")).toMatchObject({ result: { status: 200 } });
    expect(await preview("evt_2")).toMatchObject({ result: { status: 202 } });
    expect(await preview("evt_2")).toMatchObject({ result: { status: 202 } });
    expect(await kept(lab)).toEqual(before);
    // A replay is fed what it was answered, although the key is there now.
    await lab.recorder.flush();
    const first = answers.find(({ result }) => (result as { status: number }).status === 202)!;
    const replayed = await lab.runner.replay({ executionId: first.id, on: "recorded" }, actor);
    expect(replayed.execution).toMatchObject({ result: { status: 202 }, hostAnswers: first.hostAnswers });
    expect(first.hostAnswers).toHaveLength(1);
  });

  test("messages are counted by day, and a tool is called so often an hour", async () => {
    await using lab = await openLab(machines);
    await lab.publish("jobs/count", example("onMessage"), { hook: "onMessage" });
    const message = {
      id: "msg_1",
      topic: "orders.made",
      payload: 1,
      headers: {},
      time: "2026-05-04T09:00:00.000Z",
    };
    const counted: number[] = [];
    for (let n = 0; n < 3; n++) {
      const input = { realm: "test", module: "jobs", name: "count", args: [message] };
      counted.push((await lab.runner.execute(input, actor)).effects.length);
    }
    // The third said that it is a busy day.
    expect(counted).toEqual([0, 0, 1]);
    expect(await kept(lab)).toEqual(["realm  orders:2026-05-04 3"]);
    await lab.publish("tools/export", example("onCall"), { hook: "onCall" });
    const answers: Json[] = [];
    for (let n = 0; n < 4; n++) answers.push(await run(lab, "tools/export"));
    expect(answers).toEqual([{ left: 2 }, { left: 1 }, { left: 0 }, { refused: "again in 1200 seconds" }]);
    lab.clock.now += 1_200_000;
    expect(await run(lab, "tools/export")).toEqual({ left: 0 });
  });
});

describe("state", () => {
  test("belongs to its script, its module, its user or the realm, and no script can say whose", async () => {
    await using lab = await openLab(machines);
    const text = call(`
      const { scope } = params as { scope: "script" | "module" | "flow" | "user" | "realm" };
      return state.increment("n", { scope });`);
    for (const name of ["a/one", "a/two", "b/one"]) await lab.publish(name, text, { hook: "onCall" });
    const count = async (scope: string) => {
      const sums: Json[] = [];
      for (const name of ["a/one", "a/two", "b/one"]) sums.push(await run(lab, name, { scope }));
      return sums;
    };
    expect(await count("script")).toEqual([1, 1, 1]);
    expect(await count("module")).toEqual([1, 2, 1]);
    expect(await count("realm")).toEqual([1, 2, 3]);
    expect(await run(lab, "a/one", { scope: "user" })).toContain('scope "user" needs a user');
    expect(await run(lab, "a/one", { scope: "flow" })).toContain('scope "flow" is for scripts of a flow');
  });

  test("calls at once are each counted, in one transaction, and what is written stays when the script fails", async () => {
    let transactions = 0;
    await using lab = await openLab(machines, {
      wrapStore: (store) => ({
        ...store,
        state: {
          ...store.state,
          apply: (write, acts) => {
            transactions += 1;
            return store.state.apply(write, acts);
          },
        },
      }),
    });
    const text = call(`
      const sums = await Promise.all(Array.from({ length: 20 }, () => state.increment("n")));
      if ((params as { fail?: boolean }).fail) throw new Error("after it");
      return sums;`);
    await lab.publish("a/many", text, { hook: "onCall" });
    expect(await run(lab, "a/many")).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(transactions).toBe(1);
    expect(await run(lab, "a/many", { fail: true })).toContain("after it");
    expect(await kept(lab)).toEqual(["script a/many n 40"]);
  });

  test("what cannot be kept is an error that the script can catch, at its line", async () => {
    await using lab = await openLab(machines);
    const text = call(`
      try { await state.set("k", "x".repeat(70_000)); } catch (error) { return (error as Error).message; }
      return "kept";`);
    await lab.publish("a/large", text, { hook: "onCall" });
    expect(await run(lab, "a/large")).toBe(
      "state.set: the value has 70002 bytes as JSON; 65536 are the most",
    );
    await lab.publish("a/key", call(`return state.get("k".repeat(201));`), { hook: "onCall" });
    expect(await run(lab, "a/key")).toMatch(/^state.get: argument "key" must have at most 200 characters/);
    expect(await kept(lab)).toEqual([]);
  });

  test("a level without the capability has none of it, and says so before it runs", async () => {
    await using lab = await openLab(machines);
    const { scriptId } = await lab.publish("a/one", call("return 1;"), { hook: "onCall" });
    await lab.runner.updateSettings(scriptId, { securityLevel: "safe" }, actor);
    const found = await lab.runner.check({ scriptId, source: call(`return state.get("k");`) }, actor);
    expect(found).toMatchObject([{ code: "scriptyard/capability", severity: "error" }]);
    expect(found[0]!.message).toContain('state.get needs the capability "state"');
  });

  test("is looked at, edited, removed and cleared by people, who are told when a script was faster", async () => {
    await using lab = await openLab(machines);
    const { state } = lab.runner;
    await lab.publish("a/one", call(`return [await state.increment("n"), await limit.take("l", 1, 60)];`), {
      hook: "onCall",
    });
    await run(lab, "a/one");
    const { items } = await state.list("test", { scope: "script", text: "A/ONE" }, { limit: 10 });
    expect(items.map(({ key, kind, start }) => [key, kind, start])).toEqual([
      ["l", "limit", expect.any(String)],
      ["n", "value", "1"],
    ]);
    const [limit, entry] = items as [(typeof items)[0], (typeof items)[0]];
    const seen = await state.get("test", entry.id);
    await run(lab, "a/one");
    const edit = { realm: "test", id: entry.id, basedOn: seen.updatedAt, value: 40 as Json, expiresAt: null };
    expect(await fault(state.edit(edit, actor))).toMatchObject({ code: "conflict" });
    const { updatedAt } = await state.get("test", entry.id);
    expect(await state.edit({ ...edit, basedOn: updatedAt }, actor)).toMatchObject({ value: 40 });
    expect(await run(lab, "a/one")).toMatchObject([41, { allowed: false }]);
    expect(await fault(state.edit({ ...edit, id: limit.id }, actor))).toMatchObject({
      code: "bad_request",
    });
    expect(await fault(state.edit({ ...edit, value: null }, actor))).toMatchObject({
      code: "bad_request",
    });
    await state.remove("test", limit.id, actor);
    expect(await fault(state.remove("test", limit.id, actor))).toMatchObject({ code: "not_found" });
    expect(await run(lab, "a/one")).toMatchObject([42, { allowed: true }]);
    expect(await state.usage("test")).toMatchObject({ used: { keys: 2 }, most: { keys: 100_000 } });
    expect(await state.clear("test", { owner: "a/one" }, actor)).toBe(2);
    expect(await kept(lab)).toEqual([]);
  });
});
