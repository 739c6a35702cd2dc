import { Fault, faults, type Realm } from "@scriptyard/model";
import type { DraftsPorts } from "../../authoring/scripts/drafts.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { Timers } from "../../timers.ts";
import { followDraft } from "./adopt.ts";
import type { Slot } from "./slots.ts";

/** Drafts of shipped scripts that nobody has touched: they go along when the host ships another text. */
export type ShippedDrafts = AsyncDisposable & {
  /**
   * Has the draft show what the slot ships now, where it still shows `from`. What cannot be written just now is tried again
   * until it can.
   */
  follow(realm: Realm, slot: Slot, from: string): Promise<void>;
};

export type ShippedDraftsPorts = DraftsPorts & { timers: Timers };

/** A draft that is behind: every text it may show without anybody having touched it. */
type Behind = { realm: Realm; slot: Slot; from: Set<string>; pauseMs: number; timer: Disposable | null };

const firstPauseMs = 100;
const longestPauseMs = 5_000;

export function createShippedDrafts(ports: ShippedDraftsPorts): ShippedDrafts {
  const all = new Map<string, Behind>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  function attempt(key: string, behind: Behind): Promise<void> {
    const work = catchUp(key, behind).finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  async function catchUp(key: string, behind: Behind): Promise<void> {
    try {
      const { realm, slot } = behind;
      const row = await ports.store.scripts.byName(realm.id, slot.module, slot.name);
      // Asked after it was read: another definition may have come meanwhile.
      for (const from of behind.from)
        if (row !== null && slot.default !== null) await followDraft(ports, row, { from, to: slot.default });
      all.delete(key);
    } catch (error) {
      ports.log.error({ err: error, script: key }, "the draft of a shipped script could not follow it");
      const passes = error instanceof Fault && faults[error.code].retry;
      if (closed || !passes) return void all.delete(key);
      behind.timer = ports.timers.after(behind.pauseMs, () => void attempt(key, behind));
      behind.pauseMs = Math.min(longestPauseMs, 2 * behind.pauseMs);
    }
  }

  return {
    async follow(realm, slot, from) {
      if (closed) return;
      const key = `${realm.name}/${specifierOf(slot)}`;
      const behind = all.get(key) ?? { realm, slot, from: new Set(), pauseMs: firstPauseMs, timer: null };
      behind.timer?.[Symbol.dispose]();
      behind.from.add(from);
      all.set(key, behind);
      await attempt(key, behind);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await Promise.all(underWay);
      for (const { timer } of all.values()) timer?.[Symbol.dispose]();
    },
  };
}
