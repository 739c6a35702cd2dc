import type { BusMessage } from "@scriptyard/model";
import type { Timers } from "../timers.ts";
import type { Keeper, Line } from "./line.ts";
import { createLine } from "./line.ts";
import type { Handed, MessageBus, SubscribeOptions, Subscription } from "./message-bus.ts";

/** The subscriptions of a bus in this process. */
export type Lines = Pick<MessageBus, "idle"> & {
  /** Everybody who listens to a topic in a realm. */
  listening(realmId: string, topic: string): Line[];
  /** The one of that id, or with null everybody who listens; null when one of them has no room, or ends, or is not there. */
  ready(id: string | null, realmId: string, topic: string): Line[] | null;
  /** Offers it to everybody who listens. `triggerIds`: in whose line it is now. */
  hand(realmId: string, message: BusMessage): Omit<Handed, "changes"> & { triggerIds: string[] };
  add(options: SubscribeOptions, keeper: Keeper | null): { line: Line; subscription: Subscription };
  stats(): { subscriptions: number; waiting: number };
  close(): Promise<void>;
};

export function createLines(timers: Timers): Lines {
  const lines = new Map<string, Line>();
  let idlers: (() => void)[] = [];
  const waiting = () => [...lines.values()].reduce((sum, line) => sum + line.size(), 0);
  const onProgress = () => {
    if (idlers.length === 0 || waiting() > 0) return;
    for (const resolve of idlers.splice(0)) resolve();
  };

  const listening: Lines["listening"] = (realmId, topic) =>
    [...lines.values()].filter((line) => line.hears(realmId, topic));

  return {
    listening,
    ready(id, realmId, topic) {
      const asked = id === null ? listening(realmId, topic) : [lines.get(id)];
      const open = asked.filter((line) => line !== undefined && line.closing() === null && !line.full());
      return open.length > 0 && open.length === asked.length ? (open as Line[]) : null;
    },
    hand(realmId, message) {
      const all = listening(realmId, message.topic);
      const open = all.filter((line) => line.closing() !== "disabled");
      const disabled = idsOf(all.filter((line) => line.closing() === "disabled"));
      const inLine = open.filter((line) => line.offer(message));
      const full = idsOf(open.filter((line) => !inLine.includes(line)));
      return { accepted: inLine.length, full, disabled, triggerIds: idsOf(inLine) };
    },
    add(options, keeper) {
      if (lines.has(options.id)) throw new Error(`bus: "${options.id}" is subscribed already`);
      const line = createLine(options, { timers, onProgress, keeper });
      lines.set(options.id, line);
      const close: Subscription["close"] = async (reason) => {
        await line.close(reason);
        if (lines.get(options.id) === line) lines.delete(options.id);
        onProgress();
      };
      const subscription = { close, stats: line.stats, [Symbol.asyncDispose]: () => close("cancelled") };
      return { line, subscription };
    },
    stats: () => ({ subscriptions: lines.size, waiting: waiting() }),
    idle: () =>
      waiting() === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idlers = [...idlers, resolve];
          }),
    async close() {
      await Promise.all([...lines.values()].map((line) => line.close("cancelled")));
      lines.clear();
      onProgress();
    },
  };
}

const idsOf = (lines: readonly Line[]): string[] => lines.map((line) => line.id);
