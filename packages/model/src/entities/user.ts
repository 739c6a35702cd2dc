import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { ms } from "./common.ts";

export const role = z.enum(["admin", "author", "operator"]);
export type Role = z.infer<typeof role>;

/** Each role can do what those with a lower number can. */
const rank: Record<Role, number> = { operator: 0, author: 1, admin: 2 };

/** Whether somebody with the role `has` may do what needs `least`. */
export const roleSuffices = (has: Role, least: Role): boolean => rank[has] >= rank[least];

/** Somebody who signs in to the console. */
export const userSchema = z.object({
  id: idSchema("usr"),
  email: z.email().max(254),
  name: z.string().max(120),
  role,
  /** argon2id hash; null until the one-time link was used. Never leaves the server. */
  passwordHash: z.string().nullable(),
  disabled: z.boolean(),
  createdAt: ms,
  lastSeenAt: ms.nullable(),
});
export type User = z.infer<typeof userSchema>;
export const publicUserSchema = userSchema.omit({ passwordHash: true });
export type PublicUser = z.infer<typeof publicUserSchema>;

/** A signed-in browser. The cookie holds a random secret; only its sha-256 is stored. */
export const consoleSessionSchema = z.object({
  id: idSchema("ses"),
  userId: idSchema("usr"),
  tokenHash: z.string(),
  userAgent: z.string().max(300),
  ip: z.string().max(64),
  createdAt: ms,
  lastUsedAt: ms,
  expiresAt: ms,
});
export type ConsoleSession = z.infer<typeof consoleSessionSchema>;

/** One-time sign-in link or password reset; consumed at first use. */
export const signInLinkSchema = z.object({
  tokenHash: z.string(),
  userId: idSchema("usr"),
  expiresAt: ms,
  usedAt: ms.nullable(),
});
export type SignInLink = z.infer<typeof signInLinkSchema>;
