import { boundedKey } from "./bounded-key.ts";

/** Where somebody was seen: each of them at so many places, the latest. In memory, as the counters of tries are. */
export type KnownPlaces = {
  has(who: string, place: string): boolean;
  /** Seen anywhere. */
  knows(who: string): boolean;
  add(who: string, place: string): void;
};

/** Places of one, and of all together. */
type KnownBounds = { perWho: number; all: number };

/**
 * Of one, places push out only their own oldest; of all together, those of whoever was seen longest ago go first. So who
 * comes from very many places, or as very many, makes nobody forgotten who was here since.
 */
export function createKnownPlaces({ perWho, all }: KnownBounds): KnownPlaces {
  /** Both in the order in which they were seen last. */
  const known = new Map<string, Set<string>>();
  let size = 0;

  function forgetOldest(): void {
    const [oldest] = known;
    if (oldest === undefined) return;
    const [who, places] = oldest;
    dropOldest(places);
    if (places.size === 0) known.delete(who);
  }

  function dropOldest(places: Set<string>): void {
    const [oldest] = places;
    if (oldest !== undefined && places.delete(oldest)) size--;
  }

  return {
    knows: (who) => known.has(boundedKey(who)),
    has: (who, place) => known.get(boundedKey(who))?.has(boundedKey(place)) ?? false,
    add(someone, somewhere) {
      const [who, place] = [boundedKey(someone), boundedKey(somewhere)];
      const places = known.get(who) ?? new Set();
      known.delete(who);
      known.set(who, places);
      if (places.delete(place)) size--;
      places.add(place);
      size++;
      if (places.size > perWho) dropOldest(places);
      if (size > all) forgetOldest();
    },
  };
}
