import type { BusChange } from "../bus/changes.ts";
import { type KeptDelivery, keptDeliveries } from "../bus/recover.ts";
import { guarded } from "../faults.ts";
import type { Context } from "./context.ts";

/** Messages that wait for whoever subscribed. What runs do to them goes with their records: `executions.insertMany`. */
export interface BusRepository {
  /** Once, before anything is delivered: what an earlier process left behind, in the order it was published. */
  recover(): Promise<KeptDelivery[]>;
  /** Changes in their order, in one transaction. */
  write(changes: readonly BusChange[]): Promise<void>;
}

export function busRepository({ records, writer }: Context): BusRepository {
  return {
    async recover() {
      await writer.beginBus();
      return guarded(records.read(keptDeliveries));
    },
    write: (changes) => writer.write([], changes),
  };
}
