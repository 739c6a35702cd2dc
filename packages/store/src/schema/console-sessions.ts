import type { ConsoleSession, SignInLink } from "@scriptyard/model";
import type { Kit } from "./kit.ts";
import type { UsersTable } from "./users.ts";

export function consoleSessionsTable(k: Kit, users: UsersTable) {
  return k.table(
    "console_sessions",
    {
      id: k.text<ConsoleSession["id"]>("id").primaryKey(),
      userId: k
        .text<ConsoleSession["userId"]>("user_id")
        .notNull()
        .references(() => users.id, { onDelete: "cascade" }),
      tokenHash: k.text("token_hash").notNull(),
      userAgent: k.prose("user_agent").notNull(),
      ip: k.prose("ip").notNull(),
      createdAt: k.ms("created_at").notNull(),
      lastUsedAt: k.ms("last_used_at").notNull(),
      expiresAt: k.ms("expires_at").notNull(),
    },
    (t) => [
      k.unique("console_sessions_token_uq").on(t.tokenHash),
      k.index("console_sessions_user_ix").on(t.userId),
    ],
  );
}

export function signInLinksTable(k: Kit, users: UsersTable) {
  return k.table("sign_in_links", {
    tokenHash: k.text("token_hash").primaryKey(),
    userId: k
      .text<SignInLink["userId"]>("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: k.ms("expires_at").notNull(),
    usedAt: k.ms("used_at"),
  });
}
