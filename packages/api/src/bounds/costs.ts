import type { GateBounds } from "./gate.ts";

/**
 * Everything at our doors that costs much more than a look into the database: how much of it may be under way and wait,
 * per person (over all realms) and per realm (over all persons). A procedure or route names its kind; `gates.ts` holds it
 * to this table. Figures are for people and their tools at work, with room for a screen full of tabs that open at once.
 */
export const costs = {
  /** A type check of somebody's text: 25 ms to seconds. */
  check: bounds({ person: [2, 24], realm: [4, 96], longestWaitMs: 10_000 }),
  /** Checks, compiles and runs the top level of a text that is to go live, or may later. */
  compile: bounds({ person: [1, 8], realm: [2, 32], longestWaitMs: 20_000 }),
  /** A run of a text that is not live. */
  preview: bounds({ person: [2, 6], realm: [4, 24], longestWaitMs: 10_000 }),
  /** A recorded run, again. */
  replay: bounds({ person: [2, 6], realm: [4, 24], longestWaitMs: 10_000 }),
  /** A trigger fired by hand, a dead letter delivered again. */
  test: bounds({ person: [2, 6], realm: [4, 24], longestWaitMs: 10_000 }),
  /** Lists, counts and histograms over records, up to 200 ms each of the one thread that reads them; single ones of up to megabytes. */
  search: bounds({ person: [4, 24], realm: [8, 96], longestWaitMs: 10_000 }),
  /**
   * Live events, as long as somebody follows them: a connection and up to a thousand events each. Twenty are more tabs than
   * anybody looks at. For programs the "person" is a token.
   */
  stream: bounds({ person: [20, 0], realm: [200, 0], longestWaitMs: 0 }),
  /** Copies whole databases. */
  export: bounds({ person: [1, 0], realm: [1, 0], longestWaitMs: 0 }),
  /** Stores up to a megabyte that people made. */
  upload: bounds({ person: [2, 24], realm: [4, 96], longestWaitMs: 10_000 }),
  /**
   * Hashes a password: 19 MiB and 20 ms. Here the "person" is a network and the "realm" one of two lines, of networks
   * that somebody signed in from and of strangers (`placeOf`): at most two hashes at once, networks in turn.
   */
  hash: bounds({ person: [1, 3], realm: [1, 20], longestWaitMs: 2_000 }),
} as const satisfies Record<string, GateBounds>;

export type Cost = keyof typeof costs;

/** Pairs are [under way, waiting]. */
function bounds(given: {
  person: readonly [number, number];
  realm: readonly [number, number];
  longestWaitMs: number;
}): GateBounds {
  const pair = ([underWay, waiting]: readonly [number, number]) => ({ underWay, waiting });
  return {
    perPerson: pair(given.person),
    perRealm: pair(given.realm),
    longestWaitMs: given.longestWaitMs,
  };
}
