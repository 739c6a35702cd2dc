import { Fault, type WaitDetails } from "@scriptyard/model";
import { boundedKey } from "./bounded-key.ts";

/** How many tries a key has before each further one has to wait, twice as long each time. */
export type AttemptRule = {
  free: number;
  /** Between the last free try and the next one. */
  delayMs: number;
  longestDelayMs: number;
  /** After the first try; then the key starts afresh. */
  forgetMs: number;
};

/** `key`: of any length, see `boundedKey`. */
export type Try = { key: string; rule: AttemptRule };

/** Counts tries at something that may be guessed: passwords, one-time links, codes. In memory: a restart forgives. */
export type Attempts = {
  /**
   * Counts a try under every key, *before* the work that tells whether it was right: what runs at the same time cannot
   * pass together through a count that nobody has raised yet.
   *
   * @returns for who was right: takes the try back
   * @throws Fault `rate_limited` with `WaitDetails`, and nothing was counted
   */
  take(tries: readonly Try[]): { takeBack(): void };
  /**
   * Counts nothing: for a refusal that is certain before anything else was looked at.
   *
   * @throws as `take`
   */
  check(tries: readonly Try[]): void;
  /** The key starts afresh. */
  forget(key: string): void;
};

type Counter = { count: number; free: number; firstMs: number; lastMs: number; forgetMs: number };

const mostKeys = 50_000;

/** @param what of the refusal: "sign-ins" → "Too many failed sign-ins. Try again in 40 s." */
export function createAttempts(clock: () => number, what: string): Attempts {
  const counters = new Map<string, Counter>();

  return {
    check: (tries) => requireTurn(tries, clock()),
    take(tries) {
      const now = clock();
      requireTurn(tries, now);
      const counted = tries.map(({ key: asked, rule }) => {
        const key = boundedKey(asked);
        const counter = current(key, now) ?? fresh(key, now, rule);
        const before = counter.lastMs;
        counter.count++;
        counter.lastMs = now;
        return { counter, before };
      });
      return {
        takeBack() {
          for (const { counter, before } of counted.splice(0)) {
            counter.count--;
            // Who was right does not make the next one wait, unless another try came after.
            if (counter.lastMs === now) counter.lastMs = before;
          }
        },
      };
    },
    forget: (key) => void counters.delete(boundedKey(key)),
  };

  function requireTurn(tries: readonly Try[], now: number): void {
    const waitMs = Math.max(
      0,
      ...tries.map(({ key, rule }) => waitOf(current(boundedKey(key), now), rule, now)),
    );
    if (waitMs > 0) throw tooMany(what, waitMs);
  }

  function current(key: string, now: number): Counter | undefined {
    const counter = counters.get(key);
    return counter && now < counter.firstMs + counter.forgetMs ? counter : undefined;
  }

  function fresh(key: string, now: number, { free, forgetMs }: AttemptRule): Counter {
    if (counters.size >= mostKeys) makeRoom(now);
    const counter = { count: 0, free, firstMs: now, lastMs: now, forgetMs };
    // Deleted first, so that the order of the map is the order of age.
    counters.delete(key);
    counters.set(key, counter);
    return counter;
  }

  /** A flood of keys that were tried once or twice makes nobody pass who has to wait: those go first. */
  function makeRoom(now: number): void {
    for (const [key, { firstMs, forgetMs }] of counters) if (now >= firstMs + forgetMs) counters.delete(key);
    if (counters.size < mostKeys) return;
    dropOldest(({ count, free }) => count < free);
    dropOldest(() => true);
  }

  function dropOldest(mayGo: (counter: Counter) => boolean): void {
    for (const [key, counter] of counters) {
      if (counters.size <= mostKeys / 2) return;
      if (mayGo(counter)) counters.delete(key);
    }
  }
}

function waitOf(counter: Counter | undefined, rule: AttemptRule, now: number): number {
  if (counter === undefined || counter.count < rule.free) return 0;
  const doublings = Math.min(counter.count - rule.free, 30);
  const delayMs = Math.min(rule.delayMs * 2 ** doublings, rule.longestDelayMs);
  return Math.min(counter.lastMs + delayMs, counter.firstMs + counter.forgetMs) - now;
}

function tooMany(what: string, waitMs: number): Fault {
  const details: WaitDetails = { retryAfterMs: waitMs };
  const seconds = Math.ceil(waitMs / 1_000);
  const wait = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return new Fault("rate_limited", `Too many failed ${what}. Try again in ${wait}.`, { details });
}
