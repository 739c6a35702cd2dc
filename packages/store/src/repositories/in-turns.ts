import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import type { Db, Engine, Work } from "../work.ts";

/** Rows deleted per transaction: the request path comes in between. Texts are large, so of those fewer. */
export const portion = 500;
export const textPortion = 50;

/** Removes some rows; answers how many. Asked again until there are none. */
export type Step = (db: Db, t: Tables) => Work<number>;

/** Steps one after the other, each until nothing of it is left, with whatever else this thread has to do in between. */
export async function removeInTurns(main: Engine, steps: readonly Step[]): Promise<void> {
  for (const step of steps)
    for (;;) {
      const removed = await guarded(main.tx(step));
      await new Promise((resolve) => setImmediate(resolve));
      if (removed === 0) break;
    }
}
