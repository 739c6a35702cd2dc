import type { DeadLetter } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { busLab, failed, gate, letterOf, message, realmId, triggerId } from "../testing/bus-lab.ts";
import { systemTimers } from "../timers.ts";
import { createMemoryBus } from "./memory-bus.ts";
import type { Verdict } from "./message-bus.ts";

const lab = busLab();
const { durable, subscriber } = lab;

describe.each([
  ["memory", async () => createMemoryBus(systemTimers)],
  ["durable", durable],
] as const)("%s bus", (_, create) => {
  test("everybody who listens in the realm hears a message once, nobody else does", async () => {
    await using bus = await create();
    const all = subscriber(bus, { pattern: "orders.>" });
    const one = subscriber(bus, { pattern: "orders.*" });
    const other = subscriber(bus, { pattern: "bills.>" });
    const foreign = subscriber(bus, { pattern: ">", realmId: newId("rlm") });
    expect(await bus.publish(realmId, message("orders.a", 1))).toEqual({ accepted: 2, full: [] });
    expect(await bus.publish(realmId, message("orders.a.b", 2))).toEqual({ accepted: 1, full: [] });
    expect(await bus.publish(realmId, message("nobody", 3))).toEqual({ accepted: 0, full: [] });
    await bus.idle();
    expect([all.payloads(), one.payloads(), other.payloads(), foreign.payloads()]).toEqual([
      [1, 2],
      [1],
      [],
      [],
    ]);
  });

  test("within a topic in order and one at a time, whoever publishes; topics side by side", async () => {
    await using bus = await create();
    let now = 0;
    let most = 0;
    const perTopic = new Map<string, number>();
    const sub = subscriber(bus, {
      answer: async ({ message: { topic } }) => {
        perTopic.set(topic, (perTopic.get(topic) ?? 0) + 1);
        expect(perTopic.get(topic)).toBe(1);
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 1));
        now -= 1;
        perTopic.set(topic, 0);
        return { kind: "handled" };
      },
    });
    for (let n = 0; n < 12; n += 2) {
      await bus.publish(realmId, message(`orders.${n % 3}`, n));
      const { changes } = bus.hand(realmId, message(`orders.${n % 3}`, n + 1));
      lab.recorder.note(changes);
    }
    await bus.idle();
    for (const topic of ["orders.0", "orders.1", "orders.2"]) {
      const own = sub.heard.filter((one) => one.message.topic === topic).map((one) => one.message.payload);
      expect(own).toEqual([...own].sort((a, b) => Number(a) - Number(b)));
    }
    expect(sub.heard).toHaveLength(12);
    expect(most).toBeGreaterThan(1);
  });

  test("a failure is tried again, then dead; busy counts as nothing; a handler that throws counts", async () => {
    await using bus = await create();
    const answers: Verdict[] = [{ kind: "later" }, failed("one"), failed("two")];
    const sub = subscriber(bus, {
      answer: () => {
        const next = answers.shift();
        if (next === undefined) throw new Error("three");
        return next;
      },
    });
    await bus.publish(realmId, message("orders.a", 1));
    await bus.idle();
    expect(sub.heard.map((one) => one.attempt)).toEqual([1, 1, 2, 3]);
    expect(sub.dead).toMatchObject([{ attempts: 3, failure: { reason: "engine_failure", error: "three" } }]);
    expect(sub.subscription.stats()).toEqual({ waiting: 0, handled: 0, failed: 3, dead: 1 });
  });

  test("a full subscription refuses callers for all; runs reach those that have room", async () => {
    await using bus = await create();
    const { open, opened } = gate();
    const wait = async (): Promise<Verdict> => {
      await opened;
      return { kind: "handled" };
    };
    const narrow = subscriber(bus, { bound: 1, answer: wait });
    const wide = subscriber(bus, { answer: wait });
    const sent = await Promise.all([1, 2, 3].map((n) => bus.publish(realmId, message("orders.a", n))));
    expect(sent.map((one) => one.accepted)).toEqual([2, 0, 0]);
    expect(sent[1]!.full).toEqual([narrow.id]);
    const handed = bus.hand(realmId, message("orders.a", 4));
    lab.recorder.note(handed.changes);
    expect(handed).toMatchObject({ accepted: 1, full: [narrow.id] });
    const five = message("orders.a", 5);
    const { grave, opened: opens } = graveOf(letterOf(five, narrow.id));
    expect(await bus.deliver(narrow.id, five, grave)).toBe(false);
    expect(await bus.deliver(triggerId(), five, grave)).toBe(false);
    expect(await bus.deliver(null, five, grave)).toBe(false);
    // Nobody listens: it would be off the list, and with nobody.
    expect(await bus.deliver(null, message("shipments.a", 7), grave)).toBe(false);
    expect(opens()).toBe(0);
    open();
    await bus.idle();
    expect([narrow.payloads(), wide.payloads()]).toEqual([[1], [1, 4]]);
    expect(await bus.deliver(narrow.id, five, grave)).toBe(true);
    await bus.idle();
    expect(await bus.deliver(null, message("orders.a", 6), grave)).toBe(true);
    await bus.idle();
    expect(opens()).toBe(2);
    expect([narrow.payloads(), wide.payloads()]).toEqual([
      [1, 5, 6],
      [1, 4, 6],
    ]);
  });

  test("a dead letter that somebody else took off the list is not delivered", async () => {
    await using bus = await create();
    const sub = subscriber(bus);
    const one = message("orders.a", 1);
    const gone = new Fault("not_found", "There is no such letter.");
    const grave = { letter: letterOf(one, sub.id), open: () => Promise.reject(gone) };
    await expect(bus.deliver(sub.id, one, grave)).rejects.toBe(gone);
    await bus.idle();
    expect(sub.payloads()).toEqual([]);
  });

  test("a disabled subscription gives up what waits, and what comes while its last run ends", async () => {
    await using bus = await create();
    const { open, opened } = gate();
    const sub = subscriber(bus, {
      concurrency: 1,
      answer: async () => {
        await opened;
        return { kind: "handled" };
      },
    });
    for (const n of [1, 2]) await bus.publish(realmId, message("orders.a", n));
    const closed = sub.subscription.close("disabled");
    await bus.publish(realmId, message("orders.a", 3));
    // What runs publish is a dead letter with their record: whoever hands it over makes it.
    expect(bus.hand(realmId, message("orders.a", 4))).toEqual({
      accepted: 0,
      full: [],
      disabled: [sub.id],
      changes: [],
    });
    open();
    await closed;
    expect(sub.dead.map((one) => [one.message.payload, one.failure.reason])).toEqual([
      [2, "disabled"],
      [3, "disabled"],
    ]);
    await lab.recorder.flush();
    expect(await bus.publish(realmId, message("orders.a", 5))).toEqual({ accepted: 0, full: [] });
  });
});

function graveOf(letter: DeadLetter) {
  let opened = 0;
  const open = async () => {
    opened += 1;
  };
  return { grave: { letter, open }, opened: () => opened };
}
