import { applyStateAct, type HeldState } from "@scriptyard/model";
import type { StateService, StateSpot } from "../types.ts";

/**
 * State of one run that is only tried: what it writes it reads again, and all of it is forgotten with the run.
 *
 * @param read what is really kept; it is never written
 */
export function createStateCopy({
  read,
  now,
}: {
  read: (spot: StateSpot) => Promise<HeldState | null>;
  now: () => number;
}): StateService {
  const own = new Map<string, HeldState | null>();
  /** Calls of a run may come at once, and each must see what those before it wrote. */
  let before: Promise<unknown> = Promise.resolve();

  return {
    act(spot, deed) {
      const mine = before.then(async () => {
        const name = JSON.stringify([spot.kind, spot.scope, spot.key]);
        if (!own.has(name)) own.set(name, await read(spot));
        const { answer, next } = applyStateAct(own.get(name) ?? null, { ...spot, owner: "", ...deed }, now());
        if (!answer.ok) throw new TypeError(answer.message);
        if (next !== undefined) own.set(name, next);
        return answer.value;
      });
      before = mine.catch(() => {});
      return mine;
    },
  };
}
