import { emptyPolicy, newId } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "./actor.ts";
import type { RunnerEvent } from "./events/types.ts";
import type { Machines } from "./testing/lab.ts";
import { openLab, startMachines } from "./testing/lab.ts";
import { decision, go } from "./testing/scripts.ts";
import { onCall, onMessage } from "./testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const actor: Actor = { userId: newId("usr"), requestId: newId("req") };

test("every change says who made it, where it is written down", async () => {
  const told: { act?: string; subject?: string; fields?: string[] }[] = [];
  const log = { info: (details: object) => void told.push(details), warn() {}, error() {} };
  await using lab = await openLab(machines, { log });
  const { runner, store, realm } = lab;
  const { triggers } = runner;
  const { userId, requestId } = actor;
  await store.users.create({
    id: userId!,
    email: "ada@example.com",
    name: "Ada",
    role: "admin",
    passwordHash: null,
    disabled: false,
    createdAt: lab.clock.now,
    lastSeenAt: null,
  });
  await triggers.start();
  const { scriptId } = await lab.publish("jobs/fails", onMessage('throw new Error("no");'), {
    hook: "onMessage",
  });
  const tool = await lab.publish("jobs/tool", onCall("return 1;"), { hook: "onCall" });
  await lab.publish("login/entry", decision(go()));
  const flow = await lab.flow("login", [{ name: "entry", kind: "decision" }], [["entry", "done"]]);
  told.length = 0;
  const stop = new AbortController();
  const events: RunnerEvent[] = [];
  const listening = (async () => {
    for await (const event of runner.events({ types: ["trigger"] }, stop.signal)) events.push(event);
  })();

  await runner.updateSettings(scriptId, { description: "x", limits: { timeoutMs: 700 } }, actor);
  await runner.updateRealm("test", { allowedHosts: ["new.example.com"] }, actor);
  await runner.saveFlow(flow, actor);
  await runner.updatePolicy("test", { ...emptyPolicy, defaultLevel: "development" }, actor);
  const made = await triggers.create(
    { realm: "test", kind: "bus", name: "jobs", scriptId, config: { topic: "a", attempts: 1 } },
    actor,
  );
  await triggers.create(
    {
      realm: "test",
      kind: "tool",
      name: "tool",
      scriptId: tool.scriptId,
      config: { toolName: "one", summary: "One.", parameters: { type: "object" } },
    },
    actor,
  );
  for (let n = 0; n < 2; n++) {
    await triggers.publish("test", { topic: "a", payload: n });
    await expect.poll(async () => (await letters()).length, { interval: 5, timeout: 10_000 }).toBe(n + 1);
  }
  const [first, second] = await letters();
  await triggers.redeliver("test", first!.id, actor);
  await triggers.removeDeadLetter("test", second!.id, actor);
  const called = await triggers.callTool("test", "one", {}, actor);
  await triggers.update(made.trigger.id, { enabled: false }, actor);
  await triggers.remove(made.trigger.id, actor);
  await runner.partners.renew({ realm: "test", name: "pay" }, actor);
  await runner.partners.remove({ realm: "test", name: "pay" }, actor);
  const [group] = (await store.errors.list({ realmId: realm.id }, { limit: 1 })).items;
  const { actId } = await runner.errors.act({ realm, ids: [group!.id], act: { kind: "resolve" } }, actor);
  await runner.errors.undo({ realm, actId }, actor);
  stop.abort();
  await listening;

  expect(told.filter(({ act }) => act !== undefined)).toEqual(
    [
      { act: "script.settings", subject: "jobs/fails", fields: ["description", "limits"] },
      { act: "realm.settings", subject: "test", fields: ["allowedHosts"] },
      { act: "flow.publish", subject: "login" },
      { act: "realm.policy", subject: "test", fields: ["defaultLevel"] },
      { act: "trigger.create", subject: "jobs" },
      { act: "trigger.create", subject: "tool" },
      { act: "dead-letter.deliver", subject: first!.id },
      { act: "dead-letter.remove", subject: second!.id },
      { act: "trigger.update", subject: "jobs" },
      { act: "trigger.remove", subject: "jobs" },
      { act: "partner.renew", subject: "pay" },
      { act: "partner.remove", subject: "pay" },
      { act: "error.act", subject: group!.id, fields: ["resolve"] },
      { act: "error.undo", subject: group!.id },
    ].map((said) => ({ ...said, realmId: realm.id, userId, requestId })),
  );
  expect(events.map((event) => event.type === "trigger" && [event.change, event.userId])).toEqual(
    ["created", "created", "disabled", "removed"].map((change) => [change, userId]),
  );
  expect(called).toMatchObject({ trigger: "tool", userId, requestId });
  const { items: kept } = await store.securityEvents.list(realm.id, {}, { limit: 10 });
  expect(kept.map((event) => event.message).sort()).toEqual([
    "Settings of jobs/fails were changed: limits.timeoutMs: default → 700.",
    "Settings of the realm were changed: allowedHosts: pay.example.com → new.example.com.",
    "The policy was changed: defaultLevel.",
  ]);
  for (const event of kept) expect(event).toMatchObject({ kind: "policy", userId, requestId });

  async function letters() {
    return (await triggers.deadLetters({ realm: "test" }, { limit: 10 })).items;
  }
});
