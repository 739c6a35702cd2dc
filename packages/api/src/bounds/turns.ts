import { waitRefusal, wentAway } from "./refusal.ts";

export type TurnBounds = {
  /** What may wait, in bytes: they are in memory. */
  waitingBytes: { perPerson: number; all: number };
  /** Who would wait longer is told to come back. */
  longestWaitMs: number;
};

export type Turns = {
  /**
   * Resolves when this body may be read; what follows at once, without waiting for anything, is what the turn costs.
   *
   * @param person whose it is: a token, a user, or the network of somebody unknown
   * @throws Fault `rate_limited` with `WaitDetails`, when no more may wait or the wait took too long; `unavailable`
   * when `signal` was aborted
   */
  take(person: string, bytes: number, signal?: AbortSignal): Promise<void>;
};

/** Time as the event loop has it; given so that tests need none. */
export type LoopClock = {
  nowMs(): number;
  /** When everything that is ready now has run. */
  afterThisTurn(act: () => void): void;
  /** Returns what takes it back. */
  after(ms: number, act: () => void): () => void;
};

type Waiter = { bytes: number; start(): void; leave(reason: unknown): void };
type Person = {
  waiting: Waiter[];
  bytes: number;
  /** Time of the loop that their bodies took, in milliseconds, counted from what everybody else had then. */
  usedMs: number;
};

/** What a turn counts at least: who sends what costs nothing has turns like everybody else. */
const leastMs = 0.5;
/** What a turn is taken to last before any has ended. */
const firstGuessMs = 10;

/**
 * A line for work that the event loop does in one piece, as reading a large body: one at a time, and after one that took
 * t ms nobody's turn comes for t ms. So at most half of the loop's time goes into it, and what is small passes in between.
 *
 * Next is who has used the least time, not who has had the fewest turns: a product that sends a context of 100 KB twenty
 * times a second gets its turns while others send the worst megabytes they can think of. Who comes back after a while
 * starts with what those who stayed have used by then, so that nobody saves up time.
 */
export function createTurns(bounds: TurnBounds, clock: LoopClock = loopClock): Turns {
  const persons = new Map<string, Person>();
  let waitingBytes = 0;
  let waiting = 0;
  let taken = false;
  /** What whoever had the last turn had used before it: nobody who waits has used less. */
  let floorMs = 0;
  let usualMs = firstGuessMs;

  return {
    async take(name, bytes, signal) {
      if (signal?.aborted) throw wentAway(signal);
      const person = personOf(name);
      if (!taken) return begin(person);
      if (person.bytes + bytes > bounds.waitingBytes.perPerson) throw refused();
      makeRoom(person, bytes);
      await wait(person, bytes, signal);
    },
  };

  function personOf(name: string): Person {
    const known = persons.get(name);
    const person = known ?? { waiting: [], bytes: 0, usedMs: floorMs };
    if (known === undefined) persons.set(name, person);
    if (person.waiting.length === 0) person.usedMs = Math.max(person.usedMs, floorMs);
    return person;
  }

  /** When all room is taken, whoever has most waiting loses what they sent last; so a few cannot fill it for everybody. */
  function makeRoom(person: Person, bytes: number): void {
    while (waitingBytes + bytes > bounds.waitingBytes.all) {
      const [most] = [...persons.values()].sort((a, b) => b.bytes - a.bytes);
      if (most === undefined || most.bytes <= person.bytes + bytes) throw refused();
      most.waiting.at(-1)!.leave(refused());
    }
  }

  async function wait(person: Person, bytes: number, signal?: AbortSignal): Promise<void> {
    let gone = () => {};
    let takeBack = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        const waiter: Waiter = {
          bytes,
          start: resolve,
          leave(reason) {
            const index = person.waiting.indexOf(waiter);
            if (index < 0) return;
            person.waiting.splice(index, 1);
            count(person, -bytes, -1);
            reject(reason);
          },
        };
        person.waiting.push(waiter);
        count(person, bytes, 1);
        gone = () => waiter.leave(wentAway(signal));
        signal?.addEventListener("abort", gone, { once: true });
        takeBack = clock.after(bounds.longestWaitMs, () => waiter.leave(refused()));
      });
    } finally {
      takeBack();
      signal?.removeEventListener("abort", gone);
    }
  }

  function count(person: Person, bytes: number, one: 1 | -1): void {
    person.bytes += bytes;
    waitingBytes += bytes;
    waiting += one;
  }

  function begin(person: Person): void {
    taken = true;
    floorMs = Math.max(floorMs, person.usedMs);
    const startedMs = clock.nowMs();
    clock.afterThisTurn(() => {
      const tookMs = clock.nowMs() - startedMs;
      person.usedMs += Math.max(tookMs, leastMs);
      usualMs = usualMs * 0.8 + tookMs * 0.2;
      clock.after(tookMs, next);
    });
  }

  function next(): void {
    taken = false;
    let chosen: Person | null = null;
    for (const [name, person] of persons) {
      if (person.waiting.length > 0) {
        if (chosen === null || person.usedMs < chosen.usedMs) chosen = person;
      } else if (person.usedMs <= floorMs) persons.delete(name);
    }
    if (chosen === null) {
      // Nobody is owed anything by a line that stands empty.
      persons.clear();
      return;
    }
    const waiter = chosen.waiting.shift()!;
    count(chosen, -waiter.bytes, -1);
    begin(chosen);
    waiter.start();
  }

  function refused() {
    return waitRefusal("Too many large requests are waiting", waiting + 1, 2 * usualMs * waiting);
  }
}

const loopClock: LoopClock = {
  nowMs: () => performance.now(),
  afterThisTurn: (act) => void setImmediate(act),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
