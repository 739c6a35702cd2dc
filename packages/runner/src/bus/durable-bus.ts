import type { BusMessage } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { BusChange, KeptDelivery, Recorder, Store } from "@scriptyard/store";
import { deliveryId } from "@scriptyard/store";
import type { Timers } from "../timers.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Keeper, Line } from "./line.ts";
import { createLines } from "./lines.ts";
import type { Grave, MessageBus, SubscribeOptions } from "./message-bus.ts";
import { nobody } from "./message-bus.ts";
import { createTurns } from "./turns.ts";

export type DurableBusParts = {
  store: Pick<Store, "bus">;
  recorder: Pick<Recorder, "note">;
  timers: Timers;
  /** A dead letter that an earlier process may not have stored. */
  onLetter: (letter: NonNullable<KeptDelivery["letter"]>, deliveryId: string) => void;
};

/**
 * Ends of the process that a message may wait through before it is suspected of causing them. One says nothing: all that
 * waited then came back.
 */
const crashesBeforeSuspect = 2;

/**
 * The bus of one process whose messages outlive it. In memory it is the bus of lines; beside it every message is a row until
 * it was handled. What callers publish is written before they are answered, many at a time; what runs publish, and that they
 * handled something, is written with their record.
 */
export async function createDurableBus(parts: DurableBusParts): Promise<MessageBus> {
  const { store, recorder, timers, onLetter } = parts;
  const lines = createLines(timers);
  const commit = createGroupCommit((changes: readonly BusChange[]) => store.bus.write(changes));
  const turns = createTurns();
  const left = new Map<string, KeptDelivery[]>();
  let published = 0;
  for (const delivery of await store.bus.recover()) {
    if (delivery.letter !== null) onLetter(delivery.letter, delivery.id);
    else left.set(delivery.triggerId, [...(left.get(delivery.triggerId) ?? []), delivery]);
  }

  /** Written down first; until then its places in the lines are held. */
  const keep = async (listening: readonly Line[], realmId: Line["realmId"], message: BusMessage) => {
    if (listening.length === 0) return;
    const places = listening.map((line) => line.reserve());
    try {
      await commit({ kind: "put", realmId, message, triggerIds: listening.map((line) => line.id) });
    } catch (error) {
      throw new Fault(
        "storage",
        "The message could not be written down, so nothing was published. Try again later; if it keeps happening, the disk may be full.",
        { cause: error },
      );
    } finally {
      for (const place of places) place[Symbol.dispose]();
    }
    for (const line of listening) line.offer(message);
  };

  /**
   * Letters are listed in another file than messages wait in. So the message waits as a dead one first, with its letter: should
   * the process end, the letter is put back. Only when it is off the list the message is alive.
   */
  const revive = async (listening: readonly Line[], message: BusMessage, { letter, open }: Grave) => {
    const { realmId } = letter;
    const triggerIds = listening.map((line) => line.id);
    const ids = triggerIds.map((id) => deliveryId(message.id, id));
    const places = listening.map((line) => line.reserve());
    try {
      if (ids.length > 0)
        await store.bus.write([
          { kind: "put", realmId, message, triggerIds },
          ...ids.map((id) => ({ kind: "dead" as const, deliveryId: id, letter })),
        ]);
      try {
        await open();
        if (ids.length > 0) await store.bus.write(ids.map((id) => ({ kind: "revived", deliveryId: id })));
      } catch (error) {
        // Somebody took it off the list: then it is gone. Otherwise it is there, or put back.
        if (error instanceof Fault && error.code === "not_found")
          recorder.note(ids.map((id) => ({ kind: "over", deliveryId: id })));
        else for (const id of ids) onLetter(letter, id);
        throw error;
      }
    } finally {
      for (const place of places) place[Symbol.dispose]();
    }
    for (const line of listening) line.offer(message);
  };

  const keeperOf = (subscriptionId: string): Keeper => {
    const idOf = (message: BusMessage) => deliveryId(message.id, subscriptionId);
    return {
      idOf,
      handled: (message) => [{ kind: "over", deliveryId: idOf(message) }],
      tried: (message, attempts) =>
        recorder.note([{ kind: "attempts", deliveryId: idOf(message), attempts }]),
      async alone(message, attempts) {
        const turn = await turns.next();
        try {
          await store.bus.write([{ kind: "attempts", deliveryId: idOf(message), attempts }]);
          return turn;
        } catch (error) {
          turn[Symbol.dispose]();
          throw error;
        }
      },
    };
  };

  return {
    async publish(realmId, message) {
      const listening = lines.listening(realmId, message.topic);
      const full = listening.filter((line) => line.full()).map((line) => line.id);
      if (full.length > 0) return { accepted: 0, full };
      await keep(listening, realmId, message);
      published += 1;
      return { accepted: listening.length, full };
    },
    hand(realmId, message) {
      const { triggerIds, ...handed } = lines.hand(realmId, message);
      published += 1;
      return {
        ...handed,
        changes: triggerIds.length === 0 ? [] : [{ kind: "put", realmId, message, triggerIds }],
      };
    },
    buried(message, letter) {
      const triggerId = letter.triggerId ?? nobody;
      return [
        { kind: "put", realmId: letter.realmId, message, triggerIds: [triggerId] },
        { kind: "dead", deliveryId: deliveryId(message.id, triggerId), letter },
      ];
    },
    async deliver(subscriptionId, message, grave) {
      const listening = lines.ready(subscriptionId, grave.letter.realmId, message.topic);
      if (listening === null) return false;
      await revive(listening, message, grave);
      return true;
    },
    subscribe(options) {
      const { line, subscription } = lines.add(options, keeperOf(options.id));
      for (const delivery of left.get(options.id) ?? []) goOn(line, options, delivery);
      left.delete(options.id);
      return subscription;
    },
    unclaimed() {
      const all = [...left.values()].flat();
      left.clear();
      return all.map(({ id, triggerId, realmId, message, attempts }) => ({
        deliveryId: id,
        subscriptionId: triggerId,
        realmId,
        message,
        attempts,
      }));
    },
    stats: () => ({ ...lines.stats(), published }),
    idle: lines.idle,
    async [Symbol.asyncDispose]() {
      await lines.close();
      // A stop is no crash: nothing that waits is suspected of it.
      recorder.note([{ kind: "stopped" }]);
    },
  };
}

/** A message that an earlier process left goes in line again, unless it keeps ending processes. */
function goOn(line: Line, options: SubscribeOptions, { message, attempts, crashes }: KeptDelivery): void {
  const suspect = crashes >= crashesBeforeSuspect;
  if (!suspect || attempts < options.attempts) {
    line.resume({ message, suspect }, attempts);
    return;
  }
  line.dead(message, attempts, {
    reason: "engine_failure",
    error: `The server ended ${crashes} times while this message waited or was handled, at last while nothing else of that kind was.`,
    executionId: null,
  });
}
