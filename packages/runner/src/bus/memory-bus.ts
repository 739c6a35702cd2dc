import type { Timers } from "../triggers/timers.ts";
import { createLines } from "./lines.ts";
import type { MessageBus } from "./message-bus.ts";

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
      const listening = lines.listening(realmId, message.topic);
      published += 1;
      const full = listening.filter((line) => !line.offer(message)).map((line) => line.id);
      return { accepted: listening.length - full.length, full, changes: [] };
    },
    async deliver(subscriptionId, message) {
      const line = lines.byId(subscriptionId);
      return line !== undefined && line.closing() === null && line.offer(message);
    },
    subscribe: (options) => lines.add(options, null).subscription,
    unclaimed: () => [],
    stats: () => ({ ...lines.stats(), published }),
    idle: lines.idle,
    [Symbol.asyncDispose]: () => lines.close(),
  };
}
