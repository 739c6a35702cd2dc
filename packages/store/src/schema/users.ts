import type { Role, User } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

export function usersTable(k: Kit) {
  return k.table(
    "users",
    {
      id: k.text<User["id"]>("id").primaryKey(),
      /** Lower case. */
      email: k.prose("email").notNull(),
      name: k.prose("name").notNull(),
      role: k.text<Role>("role").notNull(),
      passwordHash: k.text("password_hash"),
      disabled: k.bool("disabled").notNull(),
      createdAt: k.ms("created_at").notNull(),
      lastSeenAt: k.ms("last_seen_at"),
    },
    (t) => [k.unique("users_email_uq").on(t.email)],
  );
}
export type UsersTable = ReturnType<typeof usersTable>;
