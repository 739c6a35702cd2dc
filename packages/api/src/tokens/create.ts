import { Fault, label, newId, tokenDays, tokenRole, tokenScope, unboundScopes } from "@scriptyard/model";
import { noteChange, requireRoom } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  name: label(80),
  /** Null or absent: every realm. */
  realm: realmName.nullable().optional(),
  /** What it may be used for. */
  scopes: z.array(tokenScope).max(20).optional(),
  /** With a role it also does what its maker may do in the console. */
  role: tokenRole.nullable().optional(),
  /** Null: until revoked, which has to be asked for. Absent: 90 days. */
  expiresInDays: z.int().min(1).max(3_650).nullable().optional(),
});

/** The token is in this answer and nowhere else. */
export const create = admin.input(input).mutation(async ({ ctx, input }) => {
  const { name, role = null, expiresInDays = tokenDays } = input;
  const scopes = [...new Set(input.scopes)];
  if (scopes.length === 0 && role === null)
    throw new Fault("bad_request", "scopes: choose what the token is for, or give it a role.");
  if (input.realm && role)
    throw new Fault(
      "bad_request",
      "realm: a token with a role works in every realm, as its maker does. Leave the realm or the role out.",
    );
  const ofAll = unboundScopes.find((scope) => scopes.includes(scope));
  if (input.realm && ofAll !== undefined)
    throw new Fault(
      "bad_request",
      `scopes: ${ofAll} is for all realms. Leave the realm or the scope ${ofAll} out.`,
    );
  const inUse = (await ctx.store.tokens.list()).filter((one) => one.revokedAt === null).length;
  requireRoom({ tokens: { used: inUse, adding: 1 } });
  const realm = input.realm ? await realmOf(ctx, input.realm) : null;
  // It would do nothing until the realm is taken back, and then what nobody thinks of any more.
  if (realm) await ctx.runner.requireOpen(realm.id);
  const token = `sy_${newSecret()}`;
  const now = ctx.clock();
  const record = {
    id: newId("tok", now),
    realmId: realm?.id ?? null,
    role,
    scopes,
    name,
    hint: token.slice(0, 7),
    createdBy: ctx.user.id,
    createdAt: now,
    lastUsedAt: null,
    expiresAt: expiresInDays === null ? null : now + expiresInDays * 86_400_000,
    revokedAt: null,
  };
  await ctx.store.tokens.create({ ...record, tokenHash: secretHash(token) });
  const fields = [...scopes, ...(role === null ? [] : [`role ${role}`])];
  noteChange(ctx, actorOf(ctx), "token.create", {
    realmId: record.realmId,
    subject: `${record.id} ${name}`,
    fields,
  });
  return { token, record };
});
