import type { DeadLetter } from "@scriptyard/model";
import type { BusChange, RecordChange, Store } from "@scriptyard/store";
import { createRecorder } from "@scriptyard/store";
import { describe, expect, test } from "vitest";
import {
  busLab,
  crash,
  type Dead,
  failed,
  gate,
  letterOf,
  message,
  realmId,
  triggerId,
} from "../testing/bus-lab.ts";
import { fault } from "../testing/scripts.ts";
import { systemTimers } from "../timers.ts";
import { createDurableBus } from "./durable-bus.ts";
import type { Verdict } from "./message-bus.ts";

const lab = busLab();
const { durable, subscriber } = lab;

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
    await lab.recorder.flush();
    crash();

    await using second = await durable();
    const [one, two] = ids.map((id) => subscriber(second, { id }));
    await second.idle();
    expect([one!.payloads(), two!.payloads()]).toEqual([
      [2, 3],
      [1, 2, 3],
    ]);
    await lab.recorder.flush();
    expect(await lab.left()).toEqual([]);
  });

  test("what a run published is kept with its record, and not without it", async () => {
    const first = await durable();
    const id = triggerId();
    const never = new Promise<Verdict>(() => {});
    subscriber(first, { id, answer: () => never });
    lab.recorder.note(first.hand(realmId, message("orders.a", 1)).changes);
    await lab.recorder.flush();
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
    lab.recorder.note(first.buried(kept.message, kept));
    await lab.recorder.flush();
    first.buried(lost.message, lost); // Its run is not recorded before the crash.
    crash();

    const found: [DeadLetter, string][] = [];
    await using second = await durable((...letter) => found.push(letter));
    expect(found.map(([letter]) => letter)).toEqual([kept]);
    expect(second.unclaimed()).toEqual([]);
    // Whoever keeps the letters has it.
    lab.recorder.note([{ kind: "over", deliveryId: found[0]![1] }]);
    await lab.recorder.flush();
    expect(await lab.left()).toEqual([]);
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
        ...lab.store.bus,
        async write(changes: readonly BusChange[]) {
          if (writes === killed.writes) {
            reached();
            return never;
          }
          await lab.store.bus.write(changes);
          writes += 1;
          if (writes === 2) reached();
        },
      },
    };
    const first = await createDurableBus({
      store: dying,
      recorder: lab.recorder,
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
      lab.recorder.note([{ kind: "over", deliveryId }]);
    });
    const sub = subscriber(second, { id });
    await second.idle();
    expect(back).toEqual(killed.back.map(() => letter));
    expect(sub.payloads()).toEqual(killed.heard);
    await lab.recorder.flush();
    expect(await lab.left()).toEqual([]);
  });

  test("what is published and handled at once never reaches the disk", async () => {
    await using bus = await durable();
    const written: (readonly RecordChange[])[] = [];
    const spied = {
      ...lab.store,
      executions: {
        ...lab.store.executions,
        async insertMany(...[records, changes = []]: Parameters<Store["executions"]["insertMany"]>) {
          written.push(changes);
          await lab.store.executions.insertMany(records, changes);
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
      await lab.recorder.flush();
      return (await lab.store.bus.recover())[0]?.attempts;
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
      await lab.recorder.flush();
    }
    const kept = await lab.store.bus.recover();
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
      await lab.recorder.flush();
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
    lab.recorder.note((await lab.store.bus.recover()).map((one) => ({ kind: "over", deliveryId: one.id })));
    await lab.recorder.flush();
  });

  test("with a full disk callers are refused, and nobody hears what was refused", async () => {
    await using bus = await durable();
    const sub = subscriber(bus);
    lab.setFull(true);
    const refused = await fault(bus.publish(realmId, message("orders.a", 1)));
    expect([refused.code, refused.message]).toEqual([
      "storage",
      expect.stringContaining("nothing was published"),
    ]);
    // What runs tell each other goes on in memory.
    bus.hand(realmId, message("orders.a", 2));
    lab.setFull(false);
    expect((await bus.publish(realmId, message("orders.a", 3))).accepted).toBe(1);
    await bus.idle();
    expect(sub.payloads()).toEqual([2, 3]);
  });
});
