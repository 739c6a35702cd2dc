import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { ms } from "./common.ts";
import { role } from "./user.ts";

/** People and tokens are managed by people: no token is an admin. */
export const tokenRole = role.exclude(["admin"]);
export type TokenRole = z.infer<typeof tokenRole>;

/**
 * What an API token may be used for. Every address of the HTTP API declares one of them, or a role; a token without it is
 * refused there.
 */
export const tokenScopes = [
  "execute",
  "flows",
  "codes",
  "publish",
  "tools",
  "metrics",
  "events",
  "hooks",
  "realms",
  "move",
  "secrets",
] as const;
export const tokenScope = z.enum(tokenScopes);
export type TokenScope = z.infer<typeof tokenScope>;

/** What each scope opens, in words for whoever chooses. */
export const tokenScopeWords: Readonly<Record<TokenScope, string>> = {
  execute: "Run live scripts and list them",
  flows: "Start and continue flows",
  codes: "Collect visitors' one-time codes, to send them: for a mailer and nobody else",
  publish: "Put messages on the bus",
  tools: "List and call tools",
  metrics: "Read the metrics",
  events: "Follow live events: executions, messages, changes",
  hooks: "Call hooks that ask for a token",
  realms:
    "List, make, archive and delete realms, and say which hosts their scripts may call, as long as its maker is an admin",
  move: "Export realms and import into them, as long as its maker is an admin",
  secrets: "Set, list and remove secrets, without reading any, as long as its maker is an admin",
};

/** Scopes of the whole installation: a token of one realm has none of them. */
export const unboundScopes = [
  "metrics",
  "realms",
  "move",
  "secrets",
] as const satisfies readonly TokenScope[];

/**
 * What a token could do before there were scopes: without realms, moving them and secrets, which no token could; without live events for those that had no role, and without the codes of
 * visitors for those that act in somebody's name, who may read where codes go and would hold both halves.
 */
export function scopesOf(token: Pick<ApiToken, "scopes" | "role">): readonly TokenScope[] {
  if (token.scopes !== null) return token.scopes;
  const without: TokenScope = token.role === null ? "events" : "codes";
  return tokenScopes.filter((scope) => !newScopes.has(scope) && scope !== without);
}

const newScopes: ReadonlySet<TokenScope> = new Set(["realms", "move", "secrets"]);

/** Days a token lives when nobody says otherwise. */
export const tokenDays = 90;

/** Bearer token of the HTTP API: `sy_…`; only its sha-256 is stored. */
export const apiTokenSchema = z.object({
  id: idSchema("tok"),
  realmId: idSchema("rlm").nullable(),
  /** What it may do beside its scopes: as its maker could in the console, at most this much. Null: nothing. */
  role: tokenRole.nullable(),
  /** Null: made before there were scopes; see `scopesOf`. */
  scopes: z.array(tokenScope).nullable(),
  name: z.string().min(1).max(80),
  tokenHash: z.string(),
  /** First characters, to recognise it by. */
  hint: z.string(),
  createdBy: idSchema("usr"),
  createdAt: ms,
  lastUsedAt: ms.nullable(),
  expiresAt: ms.nullable(),
  revokedAt: ms.nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;
