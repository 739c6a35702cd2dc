import { LRUCache } from "lru-cache";

/**
 * Remembers at most so many entries, those that were used last. Its memory grows with what it holds: told `max`, LRUCache
 * makes room for all of them at once.
 *
 * @example const lastAt = lastUsed<number>(10_000);
 */
export function lastUsed<Value extends {}>(most: number): LastUsed<Value> {
  return new LRUCache<string, Value>({ maxSize: most, sizeCalculation: () => 1 });
}

export type LastUsed<Value extends {}> = LRUCache<string, Value>;
