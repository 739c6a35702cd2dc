import { type Execution, type Role, roleSuffices } from "@scriptyard/model";

/** Whether somebody may know every number that a run drew. */
export const seesSeeds = (role: Role): boolean => roleSuffices(role, "admin");

/** Whether texts that somebody tries have secrets: those who may not save a text could make one that tells of them. */
export const handsSecrets = (role: Role): boolean => roleSuffices(role, "author");

/**
 * Without its seed, unless an admin looks: whoever has the seed knows every number that the script drew, and with them
 * whatever a careless author made a secret of. Replays take it from the record, on the server.
 */
export function seenBy<E extends Execution>(
  role: Role,
  execution: E,
): Omit<E, "seed"> & { seed: string | null } {
  return seesSeeds(role) ? execution : { ...execution, seed: null };
}
