import { Fault, newId, tokenRole } from "@scriptyard/model";
import { requireRoom } from "@scriptyard/runner";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Null or absent: every realm. */
  realm: realmName.nullable().optional(),
  /** Null or absent: it runs scripts and flows only. With a role it also does what its maker may do in the console. */
  role: tokenRole.nullable().optional(),
  /** Null or absent: until revoked. */
  expiresInDays: z.int().min(1).max(3_650).nullable().optional(),
});

/** The token is in this answer and nowhere else. */
export const create = admin.input(input).mutation(async ({ ctx, input }) => {
  if (input.realm && input.role)
    throw new Fault(
      "bad_request",
      "realm: a token with a role works in every realm, as its maker does. Leave the realm or the role out.",
    );
  const inUse = (await ctx.store.tokens.list()).filter((one) => one.revokedAt === null).length;
  requireRoom({ tokens: { used: inUse, adding: 1 } });
  const realm = input.realm ? await realmOf(ctx, input.realm) : null;
  const token = `sy_${newSecret()}`;
  const now = ctx.clock();
  const record = {
    id: newId("tok", now),
    realmId: realm?.id ?? null,
    role: input.role ?? null,
    name: input.name,
    hint: token.slice(0, 7),
    createdBy: ctx.user.id,
    createdAt: now,
    lastUsedAt: null,
    expiresAt: input.expiresInDays ? now + input.expiresInDays * 86_400_000 : null,
    revokedAt: null,
    scopes: null,
  };
  await ctx.store.tokens.create({ ...record, tokenHash: secretHash(token) });
  return { token, record };
});
