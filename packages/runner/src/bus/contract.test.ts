import type { BusMessage, DeadLetter } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { BusChange, Recorder, Store } from "@scriptyard/store";
import { createRecorder, createStore } from "@scriptyard/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fault } from "../testing/scripts.ts";
import { systemTimers } from "../triggers/timers.ts";
import { createDurableBus } from "./durable-bus.ts";
import { createMemoryBus } from "./memory-bus.ts";
import type { DeliveryFailure, MessageBus, SubscribeOptions, Verdict } from "./message-bus.ts";

const realmId = newId("rlm");
const triggerId = () => newId("trg");
const message = (topic: string, payload: number): BusMessage => ({
  id: newId("msg"),
  topic,
  payload,
  headers: { hops: "0" },
  time: "2026-05-04T09:00:00.000Z",
});

let store: Store;
let recorder: Recorder;
/** What a disk that is full says to every message. */
let full = false;
beforeAll(async () => {
  const opened = await createStore({ memory: true });
  store = {
    ...opened,
    bus: {
      ...opened.bus,
      async write(changes) {
        if (full) throw new Fault("storage", "The database refused: database or disk is full (SQLITE_FULL).");
        await opened.bus.write(changes);
      },
    },
  };
  recorder = createRecorder(store);
});
afterAll(async () => {
  await recorder[Symbol.asyncDispose]();
  await store.close();
});

const durable = (onLetter: (letter: DeadLetter, deliveryId: string) => void = () => {}) =>
  createDurableBus({ store, recorder, timers: systemTimers, onLetter });

const letterOf = (one: BusMessage, triggerId: string | null): DeadLetter => ({
  id: newId("dlt"),
  realmId,
  triggerId: triggerId as DeadLetter["triggerId"],
  message: one,
  reason: "busy",
  error: "full",
  attempts: 0,
  executionId: null,
  at: 1,
});

function graveOf(letter: DeadLetter) {
  let opened = 0;
  const open = async () => {
    opened += 1;
  };
  return { grave: { letter, open }, opened: () => opened };
}

type Heard = { message: BusMessage; attempt: number };
type Dead = { message: BusMessage; attempts: number; failure: DeliveryFailure; deliveryId: string | null };

/** A subscription that answers what it is told to, and stores what was handled as a trigger's run does. */
function subscriber(
  bus: MessageBus,
  options: Partial<SubscribeOptions> & { answer?: (heard: Heard) => Verdict | Promise<Verdict> } = {},
) {
  const heard: Heard[] = [];
  const dead: Dead[] = [];
  const { answer = () => ({ kind: "handled" as const }), ...more } = options;
  const id = options.id ?? triggerId();
  const subscription = bus.subscribe({
    id,
    realmId,
    pattern: "orders.>",
    bound: 100,
    concurrency: 4,
    attempts: 3,
    backoffMs: 1,
    async handle(one, attempt, handled) {
      heard.push({ message: one, attempt });
      const verdict = await answer({ message: one, attempt });
      if (verdict.kind === "handled") recorder.note(handled);
      return verdict;
    },
    onDead(one, attempts, failure, deliveryId) {
      dead.push({ message: one, attempts, failure, deliveryId });
      if (deliveryId !== null) recorder.note([{ kind: "over", deliveryId }]);
    },
    ...more,
  });
  const payloads = () => heard.map((one) => one.message.payload);
  return { id, subscription, heard, dead, payloads };
}

const failed = (error: string): Verdict => ({
  kind: "failed",
  failure: { reason: "execution", error, executionId: null },
});
/** A door that a handler waits at. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

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
      recorder.note(changes);
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
    recorder.note(handed.changes);
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
    await recorder.flush();
    expect(await bus.publish(realmId, message("orders.a", 5))).toEqual({ accepted: 0, full: [] });
  });
});

/** The process ends here: nobody disposes the bus, and what the recorder holds is lost unless it was flushed. */
const crash = (): void => {};
const left = async () => (await store.bus.recover()).map((one) => one.message.payload);

describe("durable bus", () => {
  test("after a crash each subscription gets what it did not handle, in order, and nothing it did", async () => {
    const first = await durable();
    const ids = [triggerId(), triggerId()] as const;
    const never = new Promise<Verdict>(() => {});
    subscriber(first, {
      id: ids[0],
      answer: ({ message: { payload } }) => (payload === 1 ? { kind: "handled" } : never),
    });
    subscriber(first, { id: ids[1], answer: () => never });
    for (const n of [1, 2, 3]) await first.publish(realmId, message("orders.a", n));
    await recorder.flush();
    crash();

    await using second = await durable();
    const [one, two] = ids.map((id) => subscriber(second, { id }));
    await second.idle();
    expect([one!.payloads(), two!.payloads()]).toEqual([
      [2, 3],
      [1, 2, 3],
    ]);
    await recorder.flush();
    expect(await left()).toEqual([]);
  });

  test("what a run published is kept with its record, and not without it", async () => {
    const first = await durable();
    const id = triggerId();
    const never = new Promise<Verdict>(() => {});
    subscriber(first, { id, answer: () => never });
    recorder.note(first.hand(realmId, message("orders.a", 1)).changes);
    await recorder.flush();
    first.hand(realmId, message("orders.a", 2)); // Its run is not recorded before the crash.
    crash();

    await using second = await durable();
    const sub = subscriber(second, { id });
    await second.idle();
    expect(sub.payloads()).toEqual([1]);
  });

  test("what nobody will handle is a dead letter with the record of its run, and not without it", async () => {
    const first = await durable();
    const [kept, lost] = [letterOf(message("orders.a", 1), null), letterOf(message("orders.a", 2), null)];
    recorder.note(first.buried(kept.message, kept));
    await recorder.flush();
    first.buried(lost.message, lost); // Its run is not recorded before the crash.
    crash();

    const found: [DeadLetter, string][] = [];
    await using second = await durable((...letter) => found.push(letter));
    expect(found.map(([letter]) => letter)).toEqual([kept]);
    expect(second.unclaimed()).toEqual([]);
    // Whoever keeps the letters has it.
    recorder.note([{ kind: "over", deliveryId: found[0]![1] }]);
    await recorder.flush();
    expect(await left()).toEqual([]);
  });

  test.each([
    // The writes of one delivery: the message beside its letter, then the message alone. Between them the letter is opened.
    { at: "before anything", writes: 0, opens: false, back: [], heard: [] },
    { at: "before the letter is off the list", writes: 1, opens: false, back: ["letter"], heard: [] },
    { at: "right after it", writes: 1, opens: true, back: ["letter"], heard: [] },
    { at: "once it is alive", writes: 2, opens: true, back: [], heard: [1] },
  ])("killed $at, a letter that is delivered again is a letter or in line, never both", async (killed) => {
    const never = new Promise<void>(() => {});
    let writes = 0;
    let reached = () => {};
    const end = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const dying = {
      bus: {
        ...store.bus,
        async write(changes: readonly BusChange[]) {
          if (writes === killed.writes) {
            reached();
            return never;
          }
          await store.bus.write(changes);
          writes += 1;
          if (writes === 2) reached();
        },
      },
    };
    const first = await createDurableBus({
      store: dying,
      recorder,
      timers: systemTimers,
      onLetter: () => {},
    });
    const id = triggerId();
    subscriber(first, { id, answer: () => new Promise(() => {}) });
    const one = message("orders.a", 1);
    const letter = letterOf(one, id);
    const open = async () => {
      if (killed.opens) return;
      reached();
      await never;
    };
    void first.deliver(id, one, { letter, open });
    await end;
    crash();

    const back: DeadLetter[] = [];
    await using second = await durable((found, deliveryId) => {
      back.push(found);
      recorder.note([{ kind: "over", deliveryId }]);
    });
    const sub = subscriber(second, { id });
    await second.idle();
    expect(back).toEqual(killed.back.map(() => letter));
    expect(sub.payloads()).toEqual(killed.heard);
    await recorder.flush();
    expect(await left()).toEqual([]);
  });

  test("what is published and handled at once never reaches the disk", async () => {
    await using bus = await durable();
    const written: (readonly BusChange[])[] = [];
    const spied = {
      ...store,
      executions: {
        ...store.executions,
        async insertMany(...[records, changes = []]: Parameters<Store["executions"]["insertMany"]>) {
          written.push(changes);
          await store.executions.insertMany(records, changes);
        },
      },
    };
    const own = createRecorder(spied, { intervalMs: 60_000 });
    bus.subscribe({
      id: triggerId(),
      realmId,
      pattern: "quick",
      bound: 10,
      concurrency: 1,
      attempts: 1,
      backoffMs: 1,
      async handle(_one, _attempt, handled) {
        own.note(handled);
        return { kind: "handled" };
      },
      onDead() {},
    });
    own.note(bus.hand(realmId, message("quick", 1)).changes);
    await bus.idle();
    await own[Symbol.asyncDispose]();
    expect(written).toEqual([]);
  });

  test("tries that failed count over a crash", async () => {
    const first = await durable();
    const id = triggerId();
    subscriber(first, { id, backoffMs: 60_000, answer: () => failed("first") });
    await first.publish(realmId, message("orders.a", 1));
    const tries = async () => {
      await recorder.flush();
      return (await store.bus.recover())[0]?.attempts;
    };
    await expect.poll(tries).toBe(1);
    crash();

    await using second = await durable();
    const sub = subscriber(second, { id, attempts: 2, answer: () => failed("second") });
    await second.idle();
    expect(sub.heard.map((one) => one.attempt)).toEqual([2]);
    expect(sub.dead).toMatchObject([{ attempts: 2, failure: { error: "second" } }]);
  });

  test("a stop keeps what waits, gives nothing up, and suspects nothing", async () => {
    const id = triggerId();
    let stopped = 0;
    for (; stopped < 4; stopped++) {
      const bus = await durable();
      const never = gate();
      subscriber(bus, {
        id,
        concurrency: 1,
        answer: async () => {
          await never.opened;
          return { kind: "failed", failure: { reason: "cancelled", error: "stops", executionId: null } };
        },
      });
      if (stopped === 0) for (const n of [1, 2]) await bus.publish(realmId, message("orders.a", n));
      const ending = bus[Symbol.asyncDispose]();
      never.open();
      await ending;
      await recorder.flush();
    }
    const kept = await store.bus.recover();
    expect(kept.map((one) => [one.message.payload, one.crashes, one.attempts])).toEqual([
      [1, 1, 0],
      [2, 1, 0],
    ]);
    await using last = await durable();
    const sub = subscriber(last, { id });
    await last.idle();
    expect([sub.payloads(), sub.dead]).toEqual([[1, 2], []]);
  });

  test("a message that ends every process that handles it becomes a dead letter; those beside it are handled", async () => {
    const id = triggerId();
    const never = new Promise<Verdict>(() => {});
    const first = await durable();
    subscriber(first, { id, answer: () => never });
    for (const n of [1, 2, 3]) await first.publish(realmId, message(`orders.t${n}`, n));
    let dead: Dead[] = [];
    let starts = 0;
    const handled = new Set<unknown>();
    while (dead.length === 0) {
      starts += 1;
      expect(starts).toBeLessThan(10);
      const bus = await durable();
      let ended = false;
      // Message 2 ends the process: nothing that is asked for after it gets an answer.
      const sub = subscriber(bus, {
        id,
        answer: ({ message: { payload } }) => {
          ended ||= payload === 2;
          if (!ended) handled.add(payload);
          return ended ? never : { kind: "handled" };
        },
      });
      await expect.poll(() => ended || sub.dead.length > 0).toBe(true);
      await recorder.flush();
      dead = sub.dead;
    }
    expect(dead).toMatchObject([
      { message: { payload: 2 }, attempts: 3, failure: { reason: "engine_failure" } },
    ]);
    expect(dead[0]!.failure.error).toContain("The server ended");
    await using last = await durable();
    const rest = subscriber(last, {
      id,
      answer({ message: { payload } }) {
        handled.add(payload);
        return { kind: "handled" };
      },
    });
    await last.idle();
    expect(rest.dead).toEqual([]);
    expect([...handled].map(Number).sort((a, b) => a - b)).toEqual([1, 3]);
  });

  test("what an earlier process left for nobody is handed out once", async () => {
    const first = await durable();
    const id = triggerId();
    subscriber(first, { id, answer: () => new Promise<Verdict>(() => {}) });
    await first.publish(realmId, message("orders.a", 1));
    crash();
    await using second = await durable();
    expect(second.unclaimed()).toMatchObject([{ subscriptionId: id, realmId, message: { payload: 1 } }]);
    expect(second.unclaimed()).toEqual([]);
    recorder.note((await store.bus.recover()).map((one) => ({ kind: "over", deliveryId: one.id })));
    await recorder.flush();
  });

  test("with a full disk callers are refused, and nobody hears what was refused", async () => {
    await using bus = await durable();
    const sub = subscriber(bus);
    full = true;
    const refused = await fault(bus.publish(realmId, message("orders.a", 1)));
    expect([refused.code, refused.message]).toEqual([
      "storage",
      expect.stringContaining("nothing was published"),
    ]);
    // What runs tell each other goes on in memory.
    bus.hand(realmId, message("orders.a", 2));
    full = false;
    expect((await bus.publish(realmId, message("orders.a", 3))).accepted).toBe(1);
    await bus.idle();
    expect(sub.payloads()).toEqual([2, 3]);
  });
});
