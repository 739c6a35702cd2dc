import type { Fault } from "@scriptyard/model";
import { waitRefusal, wentAway } from "./refusal.ts";

export type GateBounds = {
  /** Over all realms. */
  perPerson: { underWay: number; waiting: number };
  /** Over all persons. */
  perRealm: { underWay: number; waiting: number };
  /** Who would wait longer is told to come back. */
  longestWaitMs: number;
};

export type Place = { realm: string; person: string };

export type Gate = {
  /**
   * Resolves when the work may begin; dispose the pass when it ended, however it ended.
   *
   * @throws Fault `rate_limited` with `WaitDetails`, when nobody more may wait or the wait took too long; `unavailable`
   * when `signal` was aborted: nobody reads it, and it is no failure of ours
   */
  enter(place: Place, signal?: AbortSignal): Promise<Disposable>;
  /**
   * Nothing is begun: for a refusal before anything else was looked at.
   *
   * @throws as `enter`, where it would at once
   */
  requireRoom(place: Place): void;
};

type Waiter = { place: Place; start(): void };
type Count = { underWay: number; waiting: number };
/** Of one realm. The map's order is the order of turns: who was served goes to its end. */
type Line = Count & { turns: Map<string, Waiter[]> };

/** What one piece of work is taken to last before any has ended. */
const firstGuessMs = 200;

/**
 * Bounds how much of one kind of work is under way and waits. Within a realm persons take turns, however much each of
 * them has waiting; a person's bound holds over all realms, so that going through many realms wins nothing.
 */
export function createGate(bounds: GateBounds, now: () => number = () => performance.now()): Gate {
  const lines = new Map<string, Line>();
  const persons = new Map<string, Count>();
  let usualMs = firstGuessMs;

  return {
    async enter(place, signal) {
      if (signal?.aborted) throw wentAway(signal);
      const line = entryOf(lines, place.realm, () => ({ underWay: 0, waiting: 0, turns: new Map() }));
      const person = entryOf(persons, place.person, () => ({ underWay: 0, waiting: 0 }));
      // Whoever waits already waits for one of the two counts: a free slot is nobody's before us.
      if (!mayStart(line, person)) {
        if (isFull(line, person)) {
          const fault = refused(line);
          tidy(place, line, person);
          throw fault;
        }
        await wait(place, line, person, signal);
      } else begin(line, person);
      return passOf(place, line, person);
    },
    requireRoom(place) {
      const line = lines.get(place.realm) ?? { underWay: 0, waiting: 0, turns: new Map() };
      const person = persons.get(place.person) ?? { underWay: 0, waiting: 0 };
      if (!mayStart(line, person) && isFull(line, person)) throw refused(line);
    },
  };

  function isFull(line: Line, person: Count): boolean {
    return person.waiting >= bounds.perPerson.waiting || line.waiting >= bounds.perRealm.waiting;
  }

  function mayStart(line: Line, person: Count): boolean {
    return line.underWay < bounds.perRealm.underWay && person.underWay < bounds.perPerson.underWay;
  }

  function begin(line: Line, person: Count): void {
    line.underWay++;
    person.underWay++;
  }

  async function wait(place: Place, line: Line, person: Count, signal?: AbortSignal): Promise<void> {
    let gone = () => {};
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const waiter: Waiter = { place, start: resolve };
        entryOf(line.turns, place.person, () => []).push(waiter);
        line.waiting++;
        person.waiting++;
        const leave = (reason: unknown) => {
          if (!takeOut(line, waiter)) return;
          reject(reason);
          tidy(place, line, person);
        };
        gone = () => leave(wentAway(signal));
        signal?.addEventListener("abort", gone, { once: true });
        timer = setTimeout(() => leave(refused(line)), bounds.longestWaitMs);
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", gone);
    }
  }

  function takeOut(line: Line, waiter: Waiter): boolean {
    const waiting = line.turns.get(waiter.place.person);
    const index = waiting?.indexOf(waiter) ?? -1;
    if (!waiting || index < 0) return false;
    waiting.splice(index, 1);
    if (waiting.length === 0) line.turns.delete(waiter.place.person);
    line.waiting--;
    persons.get(waiter.place.person)!.waiting--;
    return true;
  }

  function passOf(place: Place, line: Line, person: Count): Disposable {
    const startedMs = now();
    let ended = false;
    return {
      [Symbol.dispose]() {
        if (ended) return;
        ended = true;
        usualMs = usualMs * 0.8 + (now() - startedMs) * 0.2;
        line.underWay--;
        person.underWay--;
        startNext(line);
        // The person's slot may be what work of theirs in other realms waits for.
        for (const other of lines.values())
          if (other !== line && other.turns.has(place.person)) startNext(other);
        tidy(place, line, person);
      },
    };
  }

  function startNext(line: Line): void {
    for (const [name, waiting] of Array.from(line.turns)) {
      if (line.underWay >= bounds.perRealm.underWay) return;
      const person = persons.get(name)!;
      if (person.underWay >= bounds.perPerson.underWay) continue;
      const waiter = waiting[0]!;
      takeOut(line, waiter);
      begin(line, person);
      waiter.start();
      // To the end of the turns, with what else they have waiting.
      if (line.turns.delete(name)) line.turns.set(name, waiting);
    }
  }

  function tidy(place: Place, line: Line, person: Count): void {
    if (line.underWay + line.waiting === 0) lines.delete(place.realm);
    if (person.underWay + person.waiting === 0) persons.delete(place.person);
  }

  function refused(line: Line): Fault {
    const waitingBehind = line.underWay + line.waiting;
    const turnMs = (usualMs * waitingBehind) / bounds.perRealm.underWay;
    return waitRefusal("Too much of this is under way", waitingBehind, turnMs);
  }
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
