import { readTrace } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor.ts";
import { actor, type Lab, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { onCall } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const ada: Actor = { ...actor, userId: "usr_ada", requestId: "req_1" };

async function ran(lab: Lab, source: string, limits: { operationLimit?: number } = {}) {
  const { scriptId } = await lab.publish("tools/sum", source, { hook: "onCall" });
  await lab.runner.updateSettings(scriptId, { limits }, actor);
  // Settings go live with a version.
  await lab.republish(scriptId);
  return lab.runner.execute({ realm: "test", module: "tools", name: "sum", args: [{}] }, actor);
}

test("what the record masks is masked in what variables held, and whatever was cut goes whole", async () => {
  await using lab = await openLab(machines);
  const { id } = await ran(
    lab,
    onCall(`  const pin = "9-7-3-1";
  const told = "it is " + pin + ", said once";
  const long = "x".repeat(195) + pin;
  const plain = "nothing of it";
  publish("mail.wanted", { pin }, { sensitive: ["/pin"] });
  return long.length + told.length + plain.length;`),
  );
  const { trace, effects, diverged } = await lab.runner.trace({ executionId: id, seesSeeds: true }, actor);
  expect(diverged).toEqual([]);
  expect(JSON.stringify(effects)).not.toContain("9-7-3-1");
  expect(trace!.texts).toEqual(["[masked]", "it is [masked], said once", "[masked]", "nothing of it"]);
});

test("who traced which execution is noted, and what its level stops is told with the execution that it repeats", async () => {
  const noted: object[] = [];
  const log = { info: (details: object) => void noted.push(details), warn() {}, error() {} };
  await using lab = await openLab(machines, { log });
  const { id } = await ran(lab, onCall('  publish("a", 1);\n  return 1;'));
  const policy = {
    defaultLevel: "production",
    rules: [],
    levels: { production: { deny: ["publish"] } },
  };
  await lab.runner.updatePolicy("test", policy as never, actor);
  const traced = await lab.runner.trace({ executionId: id }, ada);
  expect(traced).toMatchObject({ error: { type: "security_violation" }, trace: null });
  const [act] = noted.filter((one) => "act" in one && one.act === "execution.trace");
  expect(act).toMatchObject({ realmId: lab.realm.id, subject: id, userId: "usr_ada", requestId: "req_1" });
  const events = async () =>
    (await lab.store.securityEvents.list(lab.realm.id, {}, { limit: 10 })).items.filter(
      ({ kind }) => kind === "capability",
    );
  await expect
    .poll(events)
    .toMatchObject([{ subject: "publish", executionId: id, userId: "usr_ada", trigger: "replay" }]);
});

test("a policy that is narrower by now narrows what a traced run may use", async () => {
  await using lab = await openLab(machines);
  const { id, error } = await ran(lab, onCall("  let n = 0;\n  for (;;) n++;\n  return n;"), {
    operationLimit: 20_000,
  });
  expect(error).toMatchObject({ type: "operation_limit" });
  const steps = async () => {
    const { trace, tables } = await lab.runner.trace({ executionId: id }, actor);
    const modules = tables.modules.map((specifier) => ({ specifier, shifts: [] }));
    const { gap, steps } = readTrace(trace!, { ...tables, modules });
    expect(gap).toBeNull();
    return steps;
  };
  const before = await steps();
  const levels = { production: { limits: { operationLimit: 10_000 } } };
  await lab.runner.updatePolicy("test", { defaultLevel: "production", rules: [], levels } as never, actor);
  const after = await steps();
  expect(after).toBeGreaterThan(100);
  expect(after).toBeLessThan(0.6 * before);
});
