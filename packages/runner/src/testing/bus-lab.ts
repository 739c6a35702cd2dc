import type { BusMessage, DeadLetter } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { Recorder, Store } from "@scriptyard/store";
import { createRecorder, createStore } from "@scriptyard/store";
import { afterAll, beforeAll } from "vitest";
import { createDurableBus } from "../bus/durable-bus.ts";
import type { DeliveryFailure, MessageBus, SubscribeOptions, Verdict } from "../bus/message-bus.ts";
import { systemTimers } from "../timers.ts";

export const realmId = newId("rlm");
export const triggerId = () => newId("trg");
export const message = (topic: string, payload: number): BusMessage => ({
  id: newId("msg"),
  topic,
  payload,
  headers: { hops: "0" },
  time: "2026-05-04T09:00:00.000Z",
});

export const letterOf = (one: BusMessage, triggerId: string | null): DeadLetter => ({
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

export const failed = (error: string): Verdict => ({
  kind: "failed",
  failure: { reason: "execution", error, executionId: null },
});

/** A door that a handler waits at. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

type Heard = { message: BusMessage; attempt: number };
export type Dead = {
  message: BusMessage;
  attempts: number;
  failure: DeliveryFailure;
  deliveryId: string | null;
};

/** The process ends here: nobody disposes the bus, and what the recorder holds is lost unless it was flushed. */
export const crash = (): void => {};

/** A store and a recorder for the tests of a file, durable buses over them, and subscribers. */
export function busLab() {
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
          if (full)
            throw new Fault("storage", "The database refused: database or disk is full (SQLITE_FULL).");
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

  return {
    get store() {
      return store;
    },
    get recorder() {
      return recorder;
    },
    /** From here on the disk takes no message, or takes them again. */
    setFull(now: boolean): void {
      full = now;
    },
    durable: (onLetter: (letter: DeadLetter, deliveryId: string) => void = () => {}) =>
      createDurableBus({ store, recorder, timers: systemTimers, onLetter }),
    /** Payloads of what is kept for whoever has not handled it. */
    left: async () => (await store.bus.recover()).map((one) => one.message.payload),
    subscriber: (bus: MessageBus, options: SubscriberOptions = {}) => subscribe(recorder, bus, options),
  };
}

type SubscriberOptions = Partial<SubscribeOptions> & {
  answer?: (heard: Heard) => Verdict | Promise<Verdict>;
};

/** A subscription that answers what it is told to, and stores what was handled as a trigger's run does. */
function subscribe(recorder: Recorder, bus: MessageBus, options: SubscriberOptions) {
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
