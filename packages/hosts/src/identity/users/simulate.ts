import type { ProductFunctions } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { demoAccounts } from "../demo/accounts.ts";
import { objectOf } from "../object-of.ts";
import { createDirectory } from "./directory.ts";

/**
 * What previews, replays and the command line find, and may change without consequence: the demo's accounts, and whom the run
 * is about. Real accounts are never among them: who may try a script need not be who may look people up.
 */
export function simulatedUsers([context]: readonly Json[]): ProductFunctions {
  const { user } = objectOf(context);
  if (!isObject(user)) return createDirectory(demoAccounts);
  const known = demoAccounts.find(({ id }) => id === user.id);
  const others = demoAccounts.filter((account) => account !== known);
  return createDirectory([{ identities: [], ...known, ...user }, ...others]);
}
