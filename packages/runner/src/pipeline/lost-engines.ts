import { LRUCache } from "lru-cache";

/** Which programs lately ended with a failure of the engine: such a run is not tried a second time. */
export interface LostEngines {
  /** Notes that a run of this image cost an engine; true when one did lately already. */
  note(imageHash: string): boolean;
}

/**
 * A failed engine may be bad luck (the sandbox's process was killed, an instance was damaged by the run before), and then a
 * fresh one gives the run what it was owed. A program that has just cost an engine would only cost another one.
 */
export function createLostEngines(clock: () => number): LostEngines {
  const lastAt = new LRUCache<string, number>({ max: 10_000 });
  return {
    note(imageHash) {
      const now = clock();
      const before = lastAt.get(imageHash);
      lastAt.set(imageHash, now);
      return before !== undefined && now - before < LATELY_MS;
    },
  };
}

const LATELY_MS = 60_000;
