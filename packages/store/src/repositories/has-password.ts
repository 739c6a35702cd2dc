import { eq, isNull, type SQL } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";

/** That a user's password is still this one; null = none. */
export function hasPassword(users: Tables["users"], passwordHash: string | null): SQL {
  return passwordHash === null ? isNull(users.passwordHash) : eq(users.passwordHash, passwordHash);
}
