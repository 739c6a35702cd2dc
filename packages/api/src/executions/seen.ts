import { type Execution, type Role, roleSuffices } from "@scriptyard/model";

/**
 * Without its seed, unless an admin looks: whoever has the seed knows every number that the script drew, and with them
 * whatever a careless author made a secret of. Replays take it from the record, on the server.
 */
export function seenBy<E extends Execution>(
  role: Role,
  execution: E,
): Omit<E, "seed"> & { seed: string | null } {
  return roleSuffices(role, "admin") ? execution : { ...execution, seed: null };
}
