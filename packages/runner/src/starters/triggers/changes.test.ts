import type { FaultCode } from "@scriptyard/model";
import { Fault, faults } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { onMessage, onRequest, until } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function route(lab: Lab, name: string) {
  const { scriptId } = await lab.publish(`hooks/${name}`, onRequest("return { status: 200 };"), {
    hook: "onRequest",
  });
  return { realm: "test", kind: "http" as const, name, scriptId, config: { method: "GET", path: "/same" } };
}

test("of two who ask at once for the same address one gets it", async () => {
  await using lab = await openLab(machines);
  const inputs = [await route(lab, "one"), await route(lab, "two"), await route(lab, "three")];
  const answers = await Promise.allSettled(inputs.map((input) => lab.runner.triggers.create(input, actor)));
  const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(refused).toEqual(["conflict", "conflict"]);
  expect(await lab.runner.triggers.list("test")).toHaveLength(1);
});

test("two changes made at once are both made", async () => {
  await using lab = await openLab(machines);
  const { trigger } = await lab.runner.triggers.create(await route(lab, "one"), actor);
  await Promise.all([
    lab.runner.triggers.update(trigger.id, { description: "new words" }, actor),
    lab.runner.triggers.update(trigger.id, { failureLimit: 7 }, actor),
  ]);
  expect(await lab.runner.triggers.byId(trigger.id)).toMatchObject({
    description: "new words",
    failureLimit: 7,
  });
});

test("of two who change what they looked at, the second is told, and loses and takes nothing", async () => {
  await using lab = await openLab(machines);
  const made = (await lab.runner.triggers.create(await route(lab, "one"), actor)).trigger;
  // Neither the switch nor a new secret is what a form looked at.
  await lab.runner.triggers.update(made.id, { enabled: false }, actor);
  const first = await lab.runner.triggers.update(made.id, { description: "hers" }, actor, made.revision);
  expect(first.trigger.revision).not.toBe(made.revision);
  await expect(
    lab.runner.triggers.update(made.id, { description: "his" }, actor, made.revision),
  ).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^Somebody saved the trigger/),
  });
  const now = await lab.runner.triggers.byId(made.id);
  expect(now).toMatchObject({ description: "hers", revision: first.trigger.revision });
  await lab.runner.triggers.update(made.id, { description: "both" }, actor, now.revision);
  expect(await lab.runner.triggers.byId(made.id)).toMatchObject({ description: "both", enabled: false });
});

test("of two who save the same at the same moment one is refused", async () => {
  await using lab = await openLab(machines);
  const { trigger } = await lab.runner.triggers.create(await route(lab, "one"), actor);
  const saved = await Promise.allSettled(
    ["a", "b"].map((description) =>
      lab.runner.triggers.update(trigger.id, { description }, actor, trigger.revision),
    ),
  );
  expect(saved.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

test("a message that comes while a subscription is changed is kept", async () => {
  await using lab = await openLab(machines);
  await lab.runner.triggers.start();
  // Under way long enough for messages to come while its end is waited for.
  const source = onMessage(`if (message.payload === "slow") for (let i = 0; i < 2e6; i++);`);
  const { scriptId } = await lab.publish("jobs/slow", source, { hook: "onMessage" });
  const config = { topic: "orders.*", concurrency: 1 };
  const { trigger } = await lab.runner.triggers.create(
    { realm: "test", kind: "bus", name: "slow", scriptId, config },
    actor,
  );
  const send = (payload: string) => lab.runner.triggers.publish("test", { topic: "orders.a", payload });
  await send("slow");
  await until("it runs", () => lab.runner.triggers.stats().firing === 1);
  const changed = lab.runner.triggers.update(trigger.id, { description: "changed" }, actor);
  const sent: number[] = [];
  let over = false;
  void changed.finally(() => {
    over = true;
  });
  while (!over) {
    sent.push((await send("quick")).subscriptions);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await changed;
  await until("all is handled", () => lab.runner.triggers.stats().bus.waiting === 0);
  await lab.recorder.flush();
  expect(new Set(sent)).toEqual(new Set([1]));
  const { items } = await lab.runner.triggers.deadLetters({ realm: "test" }, { limit: 200 });
  const runs = await lab.store.executions.list({ realmId: lab.realm.id, module: "jobs" }, { limit: 200 });
  expect(items.length + runs.items.length).toBe(1 + sent.length);
});

const passing = (Object.keys(faults) as FaultCode[]).filter(
  // While the server stops nothing waits.
  (code) => faults[code].retry && code !== "unavailable",
);
test.each(passing)("%s does not count as the script's failure, and its message waits", async (code) => {
  let failing = false;
  await using lab = await openLab(machines, {
    wrapStore: (store) => ({
      ...store,
      scripts: {
        ...store.scripts,
        async byName(...args) {
          if (failing) throw new Fault(code, "not just now");
          return store.scripts.byName(...args);
        },
      },
    }),
  });
  await lab.runner.triggers.start();
  const { scriptId } = await lab.publish("jobs/fine", onMessage(""), { hook: "onMessage" });
  const { trigger } = await lab.runner.triggers.create(
    { realm: "test", kind: "bus", name: "fine", scriptId, config: { topic: "a" }, failureLimit: 2 },
    actor,
  );
  failing = true;
  // What is remembered of the live version would not ask the store.
  lab.clock.now += 60_000;
  await lab.runner.triggers.publish("test", { topic: "a", payload: 1 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  failing = false;
  await until("it was handled", () => lab.runner.triggers.stats().bus.waiting === 0);
  expect(await lab.runner.triggers.byId(trigger.id)).toMatchObject({
    enabled: true,
    state: { failures: 0, lastStatus: "ok" },
  });
});
