import { keptDeliveries } from "../bus/recover.ts";
import { guarded } from "../faults.ts";
import type { Store } from "../types.ts";
import type { Context } from "./context.ts";

export function busRepository({ records, writer }: Context): Store["bus"] {
  return {
    async recover() {
      await writer.beginBus();
      return guarded(records.read(keptDeliveries));
    },
    write: (changes) => writer.write([], changes),
  };
}
