import { deliveryId } from "@scriptyard/store";
import type { Timers } from "../timers.ts";
import { createLines } from "./lines.ts";
import type { MessageBus } from "./message-bus.ts";
import { nobody } from "./message-bus.ts";

/** The bus of one process: queues in memory. What waits when it is disposed is handed to `onDead` as `cancelled`. */
export function createMemoryBus(timers: Timers): MessageBus {
  const lines = createLines(timers);
  let published = 0;

  return {
    async publish(realmId, message) {
      const listening = lines.listening(realmId, message.topic);
      const full = listening.filter((line) => line.full()).map((line) => line.id);
      if (full.length > 0) return { accepted: 0, full };
      published += 1;
      return { accepted: listening.filter((line) => line.offer(message)).length, full };
    },
    hand(realmId, message) {
      const { triggerIds: _, ...handed } = lines.hand(realmId, message);
      published += 1;
      return { ...handed, changes: [] };
    },
    buried: (message, letter) => [
      { kind: "dead", deliveryId: deliveryId(message.id, letter.triggerId ?? nobody), letter },
    ],
    async deliver(subscriptionId, message, { letter, open }) {
      const listening = lines.ready(subscriptionId, letter.realmId, message.topic);
      if (listening === null) return false;
      const places = listening.map((line) => line.reserve());
      try {
        await open();
      } finally {
        for (const place of places) place[Symbol.dispose]();
      }
      for (const line of listening) line.offer(message);
      return true;
    },
    subscribe: (options) => lines.add(options, null).subscription,
    unclaimed: () => [],
    stats: () => ({ ...lines.stats(), published }),
    idle: lines.idle,
    [Symbol.asyncDispose]: () => lines.close(),
  };
}
