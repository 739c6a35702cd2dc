import type { Execution } from "@scriptyard/model";
import type { Recorder, Store } from "@scriptyard/store";
import type { KeyPorts } from "../../keys/installation-key.ts";
import { keyedHash } from "../../keys/installation-key.ts";

export type RecordedSeedPorts = KeyPorts & {
  recorder: Recorder;
};

/**
 * The seed of a run on recorded input. Whoever may not see seeds gets the recorded one for the recorded program only:
 * another text could print the numbers that the run drew. For any other it is made from the recorded one, which cannot be
 * told from it, and is the same each time.
 */
export function recordedSeed(
  ports: RecordedSeedPorts,
  recorded: Pick<Execution, "seed" | "imageHash">,
  asker: { seesSeeds: boolean },
): (imageHash: string) => Promise<string> {
  return async (imageHash) => {
    if (asker.seesSeeds || imageHash === recorded.imageHash) return recorded.seed;
    return (await keyedHash(ports, "seeds of replays", [recorded.seed])).slice(0, 32);
  };
}

/** A record that may be replayed by now: it may still be on its way to the store when somebody clicks Replay on the live stream. */
export async function recordOf(
  ports: { store: Store; recorder: Recorder },
  id: string,
): Promise<Execution | null> {
  await ports.recorder.flush();
  return ports.store.executions.byId(id);
}

/** @param of script that was asked for, where only its own would do */
export const noRecord = (id: string, of?: string): string =>
  `There is no execution "${id}"${of === undefined ? "" : ` of ${of}`}. Records are kept for a limited time.`;
