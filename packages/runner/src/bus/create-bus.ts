import type { RunnerOptions } from "../options.ts";
import type { Timers } from "../timers.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import { createDurableBus } from "./durable-bus.ts";
import { createMemoryBus } from "./memory-bus.ts";
import type { MessageBus } from "./message-bus.ts";

type Parts = Pick<RunnerOptions, "store" | "recorder" | "busDurable"> & {
  timers: Timers;
  deadLetters: DeadLetterBox;
};

/** The bus of this process: one that keeps its messages in the store, unless it was told not to. */
export async function createBus({
  store,
  recorder,
  busDurable = true,
  timers,
  deadLetters,
}: Parts): Promise<MessageBus> {
  if (!busDurable) return createMemoryBus(timers);
  return createDurableBus({
    store,
    recorder,
    timers,
    onLetter: (letter, deliveryId) => deadLetters.add(letter, deliveryId),
  });
}
