import { Fault, retryAfterSecondsOf, type ScriptError, type WaitDetails } from "@scriptyard/model";
import type { Actor } from "../actor.ts";

/** Whose trials cost much lately. Production has no person: what is live is held back by its program and its realm. */
export interface PersonToll {
  /** @throws Fault `rate_limited` with `WaitDetails` while the person's trials of the last minute cost as much as may be */
  requireRoom(actor: Actor): void;
  /**
   * What a trial of theirs ended with.
   *
   * @param usedMs processor time that counts also where it did not fail; default 0
   */
  note(actor: Actor, error: Pick<ScriptError, "type"> | null, usedMs?: number): void;
}

const windowMs = 60_000;
/** Fewer than the sandbox bears of a realm before it holds back all of its new programs: nobody brings that about alone. */
const mostCost = 10;
const mostPeople = 10_000;

/** Time that counts as one, in a trial that may use more than scripts have. */
const turnMs = 1_000;

/** One that was ended by its time may have cost its engine; one that failed did, and so did its second try. */
const costs: { readonly [type in ScriptError["type"]]?: number } = { timeout: 1, engine_failure: 2 };

/**
 * A trial (preview, replay, test, the load before a publish) that uses up its time takes an engine's whole turn, and often the
 * engine. Whoever makes that happen again and again waits, and not the others of the realm.
 */
export function createPersonToll(now: () => number = () => performance.now()): PersonToll {
  const people = new Map<string, number[]>();

  const recent = (person: string): number[] => {
    const since = now() - windowMs;
    const times = (people.get(person) ?? []).filter((time) => time > since);
    if (times.length === 0) people.delete(person);
    else people.set(person, times);
    return times;
  };

  return {
    requireRoom({ userId }) {
      if (userId === null || people.size === 0) return;
      const times = recent(userId);
      if (times.length < mostCost) return;
      const retryAfterMs = Math.max(1, Math.ceil(times.at(-mostCost)! + windowMs - now()));
      const details: WaitDetails = { retryAfterMs };
      throw new Fault(
        "rate_limited",
        `Your trials used up their time or their engine ${mostCost} times within a minute. The next may begin in ${retryAfterSecondsOf(details)} s. Look for a loop that does not end.`,
        { details },
      );
    },
    note({ userId }, error, usedMs = 0) {
      const failed = error === null ? 0 : (costs[error.type] ?? 0);
      const cost = Math.max(failed, Math.min(mostCost, Math.floor(usedMs / turnMs)));
      if (userId === null || cost === 0) return;
      const times = recent(userId);
      people.delete(userId);
      people.set(userId, [...times, ...Array<number>(cost).fill(now())].slice(-2 * mostCost));
      // Who came longest ago is first.
      if (people.size > mostPeople) people.delete(people.keys().next().value!);
    },
  };
}
