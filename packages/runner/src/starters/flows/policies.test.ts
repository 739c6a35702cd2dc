import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { completion, decision, fault, go } from "../../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
});
afterEach(() => lab[Symbol.asyncDispose]());

describe("when a node's script fails", () => {
  const failing = decision(`if (context.user === null) throw new Error("secret detail"); ${go()}`);

  test("reject tells the visitor a number and nothing else", async () => {
    await lab.publish("login/a", failing);
    await lab.flow("login", [{ name: "a", kind: "decision" }], [["a", "done"]]);
    const answer = await lab.runner.startFlow(
      { realm: "test", flow: "login", context: {} },
      { userId: null, requestId: "req_77" },
    );
    expect(answer).toMatchObject({ action: "reject", code: "temporarily_unavailable", requestId: "req_77" });
    expect(answer.message).toContain("req_77");
    expect(JSON.stringify(answer)).not.toContain("secret detail");
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list(
      { realmId: lab.realm.id, status: "error" },
      { limit: 5 },
    );
    expect(items).toMatchObject([{ node: "a", errorMessage: "secret detail" }]);
  });

  test("continue follows the default edge", async () => {
    await lab.publish("login/a", failing);
    await lab.flow("login", [{ name: "a", kind: "decision", failurePolicy: "continue" }], [["a", "done"]]);
    expect(await lab.start("login")).toMatchObject({ action: "done" });
  });

  test("last-good-version runs what was live before", async () => {
    const { scriptId } = await lab.publish("login/a", decision(`flow.set("by", "v1"); ${go()}`));
    await lab.publish("login/out", completion(`claims.set("by", context.flow.state.by ?? null);`), {
      hook: "onComplete",
    });
    await lab.republish(scriptId, failing);
    await lab.flow(
      "login",
      [
        { name: "a", kind: "decision", failurePolicy: "last-good-version" },
        { name: "out", kind: "completion" },
      ],
      [["a", "done"]],
    );
    const answer = await lab.start("login");
    expect(answer).toMatchObject({ action: "done", claims: { by: "v1" } });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list(
      { realmId: lab.realm.id, flowSessionId: answer.sessionId },
      { limit: 5 },
    );
    expect(items.map((run) => `${run.version} ${run.status}`).sort()).toEqual(["1 ok", "1 ok", "2 error"]);
  });

  test("last-good-version without an earlier version refuses", async () => {
    await lab.publish("login/a", failing);
    await lab.flow(
      "login",
      [{ name: "a", kind: "decision", failurePolicy: "last-good-version" }],
      [["a", "done"]],
    );
    expect(await lab.start("login")).toMatchObject({ action: "reject" });
  });

  test("a node that was never published fails when it is reached, an unpublished entry at the start", async () => {
    await lab.publish("login/a", decision(go()));
    await lab.runner.createScript(
      { realm: "test", module: "login", name: "b", hook: "onExecute", language: "typescript" },
      actor,
    );
    await lab.flow(
      "login",
      [
        { name: "a", kind: "decision" },
        { name: "b", kind: "decision", failurePolicy: "continue" },
      ],
      [
        ["a", "b"],
        ["b", "done"],
      ],
    );
    expect(await lab.start("login")).toMatchObject({ action: "done" });
    await lab.flow("login", [{ name: "b", kind: "decision" }], [["b", "done"]]);
    expect((await fault(lab.start("login"))).message).toMatch(/login\/b, the entry.*never published/);
    await lab.flow("login", [{ name: "zz", kind: "decision" }], [["zz", "done"]]);
    expect((await fault(lab.start("login"))).message).toMatch(/no script "login\/zz"/);
  });

  test("a kind of node that does not fit the script's hook says so in the record", async () => {
    await lab.publish("login/a", decision(go()));
    await lab.flow("login", [{ name: "a", kind: "block" }], [["a", "done"]]);
    expect(await lab.start("login")).toMatchObject({ action: "reject" });
    await lab.recorder.flush();
    const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 1 });
    expect(items[0]?.errorMessage).toMatch(/"block" and runs render.*Change the kind/);
  });
});
