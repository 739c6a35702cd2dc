import { lastUsed } from "../last-used.ts";

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
  const lastAt = lastUsed<number>(10_000);
  return {
    note(imageHash) {
      const now = clock();
      const before = lastAt.get(imageHash);
      lastAt.set(imageHash, now);
      return before !== undefined && now - before < LATELY_MS;
    },
  };
}

/**
 * What a run ends with: of a second try where the first lost its engine and its program has cost none lately.
 *
 * @param mayRepeat whether doing it twice does no harm; asked when the first has failed
 */
export async function runWithSecondTry<Ended>(
  lost: LostEngines,
  imageHash: string,
  run: { once(): Promise<Ended>; lostEngine(ended: Ended): boolean; mayRepeat(): boolean },
): Promise<Ended> {
  let ended = await run.once();
  if (!run.lostEngine(ended) || lost.note(imageHash)) return ended;
  if (run.mayRepeat()) ended = await run.once();
  if (run.lostEngine(ended)) lost.note(imageHash);
  return ended;
}

const LATELY_MS = 60_000;
