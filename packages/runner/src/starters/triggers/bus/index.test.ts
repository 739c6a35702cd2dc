import { Fault } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunnerEvent } from "../../../events/types.ts";
import type { Lab, Machines } from "../../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../../testing/lab.ts";
import { fault } from "../../../testing/scripts.ts";
import { onMessage, until } from "../../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function open(): Promise<Lab> {
  const lab = await openLab(machines);
  await lab.runner.triggers.start();
  return lab;
}

async function subscribe(lab: Lab, name: string, topic: string, body: string, more: object = {}) {
  const { scriptId } = await lab.publish(`bus/${name}`, onMessage(body), { hook: "onMessage" });
  const config = { topic, backoffMs: 1, ...more };
  const input = { realm: "test", kind: "bus" as const, name, scriptId, config, failureLimit: 0 };
  return (await lab.runner.triggers.create(input, actor)).trigger;
}

const publish = (lab: Lab, topic: string, payload: unknown = null) =>
  lab.runner.triggers.publish("test", { topic, payload: payload as null });
const idle = (lab: Lab) => until("the bus is idle", () => lab.runner.triggers.stats().bus.waiting === 0);
const letters = async (lab: Lab) =>
  (await lab.runner.triggers.deadLetters({ realm: "test" }, { limit: 100 })).items;
async function runs(lab: Lab, name: string) {
  await lab.recorder.flush();
  const filter = { realmId: lab.realm.id, module: "bus" };
  const { items } = await lab.store.executions.list(filter, { limit: 200 });
  const own = items.filter((item) => item.name === name).reverse();
  return Promise.all(own.map(async (item) => (await lab.store.executions.byId(item.id))!));
}

test("a script hears a message, publishes another one, and the next script hears that", async () => {
  await using lab = await open();
  await subscribe(lab, "first", "orders.*", `publish("bills.sent", { of: message.payload });`);
  await subscribe(lab, "second", "bills.>", `log.info("heard", message);`);
  const { subscriptions, message } = await publish(lab, "orders.created", { id: "o_1" });
  expect(subscriptions).toBe(1);
  expect(message.headers).toEqual({ hops: "0" });
  await idle(lab);
  const [first] = await runs(lab, "first");
  const [second] = await runs(lab, "second");
  expect(first!.args).toEqual([message]);
  expect(second!.args).toMatchObject([
    { topic: "bills.sent", payload: { of: { id: "o_1" } }, headers: { hops: "1", execution: first!.id } },
  ]);
});

test("messages of one topic are handled in order, also while one is tried again", async () => {
  await using lab = await open();
  await subscribe(lab, "ordered", "n.*", `if (message.payload === 3) throw new Error("three");`, {
    attempts: 2,
  });
  for (let n = 0; n < 8; n++) await publish(lab, "n.a", n);
  await idle(lab);
  const seen = (await runs(lab, "ordered")).map((run) => (run.args[0] as { payload: number }).payload);
  expect(seen).toEqual([0, 1, 2, 3, 3, 4, 5, 6, 7]);
  expect(await letters(lab)).toMatchObject([
    { reason: "execution", error: "three", attempts: 2, message: { payload: 3 } },
  ]);
});

test("a failing handler is tried again, then its message is a dead letter that can be delivered again", async () => {
  await using lab = await open();
  const made = await subscribe(lab, "picky", "orders.created", `throw new Error("not yet");`, {
    attempts: 3,
  });
  await publish(lab, "orders.created", 7);
  await idle(lab);
  expect(await runs(lab, "picky")).toHaveLength(3);
  const [letter] = await letters(lab);
  expect(letter).toMatchObject({
    triggerId: made.id,
    attempts: 3,
    executionId: (await runs(lab, "picky"))[2]!.id,
  });

  await lab.republish(made.scriptId, onMessage(`log.info("fine now");`));
  await lab.runner.triggers.redeliver("test", letter!.id, actor);
  await idle(lab);
  expect((await runs(lab, "picky"))[3]).toMatchObject({ status: "ok", version: 2 });
  expect(await letters(lab)).toEqual([]);
  expect((await fault(lab.runner.triggers.redeliver("test", letter!.id, actor))).code).toBe("not_found");
});

test("a full subscription refuses the caller whole; what a script publishes is kept instead", async () => {
  await using lab = await open();
  // Runs only when it is told to: one message is under way, one waits, and that is all there is room for.
  await subscribe(lab, "narrow", "orders.>", `const end = Date.now() + 1;`, { queueLength: 1 });
  await subscribe(lab, "other", "orders.>", "", { queueLength: 100 });
  await subscribe(
    lab,
    "source",
    "start",
    `publish("orders.a", 1);\npublish("orders.b", 2);\npublish("orders.c", 3);`,
  );
  const burst = await Promise.all(
    Array.from({ length: 4 }, () =>
      publish(lab, "orders.x").then(
        () => "taken",
        (error: { code: string; message: string }) => error,
      ),
    ),
  );
  expect(burst.filter((one) => one === "taken")).toHaveLength(1);
  expect(burst.at(-1)).toMatchObject({
    code: "busy",
    message: expect.stringContaining("Nothing was published"),
  });
  await idle(lab);
  expect(await runs(lab, "other")).toHaveLength(1);

  await publish(lab, "start");
  await idle(lab);
  expect(await runs(lab, "other")).toHaveLength(4);
  const kept = await letters(lab);
  expect(kept.map((letter) => [letter.reason, letter.message.topic])).toEqual([
    ["busy", "orders.c"],
    ["busy", "orders.b"],
  ]);
});

test("scripts that answer each other are cut after eight hops, with an event and a dead letter", async () => {
  await using lab = await open();
  const stop = new AbortController();
  const events: RunnerEvent[] = [];
  const listening = (async () => {
    for await (const event of lab.runner.events({ types: ["message-refused"] }, stop.signal))
      events.push(event);
  })();
  await subscribe(lab, "ping", "ping", `publish("pong", (message.payload as number) + 1);`);
  await subscribe(lab, "pong", "pong", `publish("ping", (message.payload as number) + 1);`);
  await publish(lab, "ping", 0);
  await idle(lab);
  expect((await runs(lab, "ping")).length + (await runs(lab, "pong")).length).toBe(9);
  const kept = await letters(lab);
  expect(kept).toMatchObject([
    { reason: "operation_limit", triggerId: null, message: { payload: 9, topic: "pong" } },
  ]);
  stop.abort();
  await listening;
  expect(events).toMatchObject([{ type: "message-refused", reason: "operation_limit", topic: "pong" }]);
});

test("a caller cannot lift the hop limit, nor send what is no message", async () => {
  await using lab = await open();
  const send = async (topic: string, more: object) =>
    (await fault(lab.runner.triggers.publish("test", { topic, payload: null, ...more }))).message;
  expect(await send("a", { headers: { hops: "-5" } })).toMatch(/^headers: "hops" cannot be used/);
  expect(await send("a", { headers: { "X-A": "1" } })).toMatch(/^headers: "X-A"/);
  expect(await send("a", { headers: { a: "x\r\ny" } })).toMatch(/^headers\.a: /);
  expect(await send("orders.*", {})).toMatch(/^topic: expected words/);
  expect(await send("a", { payload: "x".repeat(70_000) })).toMatch(/^payload: 70002 bytes/);
});

test("disabling hands over what waits, so that a person decides", async () => {
  await using lab = await open();
  const made = await subscribe(lab, "slow", "orders.>", `for (let i = 0; i < 1e5; i++);`, { concurrency: 1 });
  for (let n = 0; n < 20; n++) await publish(lab, "orders.a", n);
  await lab.runner.triggers.update(made.id, { enabled: false }, actor);
  const handled = (await runs(lab, "slow")).length;
  const kept = await letters(lab);
  expect(handled + kept.length).toBe(20);
  expect(new Set(kept.map((letter) => letter.reason))).toEqual(new Set(["disabled"]));
  const refused = await fault(lab.runner.triggers.redeliver("test", kept[0]!.id, actor));
  expect([refused.code, refused.message]).toEqual([
    "conflict",
    'The trigger "slow" is disabled. Enable it first.',
  ]);
});

test.each([
  ["a durable bus handles after the next start what waited at the stop", true, []],
  ["a bus in memory makes dead letters of it", false, ["cancelled"]],
] as const)("%s", async (_, busDurable, reasons) => {
  const lab = await openLab(machines, { busDurable });
  await lab.runner.triggers.start();
  await subscribe(lab, "slow", "orders.>", `for (let i = 0; i < 1e5; i++);`, { concurrency: 1 });
  for (let n = 0; n < 20; n++) await publish(lab, "orders.a", n);
  await lab.runner[Symbol.asyncDispose]();
  const before = (await runs(lab, "slow")).length;
  expect(before).toBeLessThan(20);

  await using next = await openLab(machines, { busDurable, store: lab.store, recorder: lab.recorder });
  await next.runner.triggers.start();
  await idle(next);
  const seen = (await runs(next, "slow")).map((run) => (run.args[0] as { payload: number }).payload);
  const kept = await letters(next);
  expect(new Set(kept.map((letter) => letter.reason))).toEqual(new Set(reasons));
  const put = kept.map((letter) => letter.message.payload as number);
  expect([...seen, ...put].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  if (busDurable) expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("what waited for a trigger that is gone after the start is a dead letter", async () => {
  const lab = await open();
  const made = await subscribe(lab, "slow", "orders.>", `for (let i = 0; i < 1e5; i++);`, { concurrency: 1 });
  for (let n = 0; n < 5; n++) await publish(lab, "orders.a", n);
  await lab.runner[Symbol.asyncDispose]();
  const handled = (await runs(lab, "slow")).length;
  await lab.store.triggers.remove(made.id);

  await using next = await openLab(machines, { store: lab.store, recorder: lab.recorder });
  await next.runner.triggers.start();
  const kept = await letters(next);
  expect(kept.length).toBe(5 - handled);
  expect(new Set(kept.map((letter) => letter.reason))).toEqual(new Set(["disabled"]));
  await next.recorder.flush();
  expect(await next.store.bus.recover()).toEqual([]);
});

test("what a run published to nobody is a dead letter from its record on, also where none could be stored", async () => {
  const lab = await openLab(machines, {
    wrapStore: (store) => ({
      ...store,
      deadLetters: {
        ...store.deadLetters,
        async insertMany() {
          throw new Fault("storage", "The database refused: database or disk is full (SQLITE_FULL).");
        },
      },
    }),
  });
  await lab.runner.triggers.start();
  await subscribe(lab, "ping", "ping", `publish("pong", (message.payload as number) + 1);`);
  await subscribe(lab, "pong", "pong", `publish("ping", (message.payload as number) + 1);`);
  await publish(lab, "ping", 0);
  await idle(lab);
  await lab.runner[Symbol.asyncDispose]();
  expect(await letters(lab)).toEqual([]);
  // The process ends; what it had in memory is lost, and its records are there.
  await lab.recorder.flush();

  await using next = await openLab(machines, { store: lab.store, recorder: lab.recorder });
  await next.runner.triggers.start();
  expect(await letters(next)).toMatchObject([
    { reason: "operation_limit", triggerId: null, message: { payload: 9, topic: "pong" } },
  ]);
  await next.recorder.flush();
  expect(await next.store.bus.recover()).toEqual([]);
});

test("an error in a handler never reaches the publisher, nor another subscription", async () => {
  await using lab = await open();
  await subscribe(lab, "bad", "orders.>", `throw new Error("mine");`, { attempts: 1 });
  await subscribe(lab, "good", "orders.>", `log.info("ok");`);
  const sent = await publish(lab, "orders.a");
  expect(sent.subscriptions).toBe(2);
  await idle(lab);
  expect(await runs(lab, "good")).toMatchObject([{ status: "ok" }]);
});

test("other realms hear nothing and see nothing", async () => {
  await using lab = await open();
  await subscribe(lab, "deaf", ">", "");
  const { id: _, ...rest } = lab.realm;
  await lab.store.realms.create({ ...rest, id: "rlm_01kqt000000000000000000000", name: "other" });
  const sent = await lab.runner.triggers.publish("other", { topic: "a", payload: 1 });
  expect(sent.subscriptions).toBe(0);
  expect(await lab.runner.triggers.list("other")).toEqual([]);
  await subscribe(lab, "fails", "f", `throw new Error("x");`, { attempts: 1 });
  await publish(lab, "f");
  await idle(lab);
  const [letter] = await letters(lab);
  expect((await fault(lab.runner.triggers.removeDeadLetter("other", letter!.id, actor))).code).toBe(
    "not_found",
  );
});
