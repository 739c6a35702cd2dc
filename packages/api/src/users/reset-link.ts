import { Fault, idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { found } from "../scope/scope.ts";
import { requireOwnAccounts } from "../session/identity.ts";
import { createSignInLink } from "../session/links.ts";
import { toPublicUser } from "../session/sessions.ts";
import { workingTokensOf } from "../tokens/token-cache.ts";
import { admin } from "../trpc/init.ts";
import { noteAccount } from "./note-account.ts";

const input = z.strictObject({
  id: idSchema("usr"),
  /** API tokens the member made: revoked now, for a machine or an account that somebody else may have had; else they go on. */
  revokeTokens: z.boolean().default(false),
});

/**
 * A new one-time link for a member who lost the invitation, the password or the machine. From now on nothing opens the
 * account but this link: the password counts no more, sessions and earlier links end. The link is answered to the admin,
 * who hands it on.
 */
export const resetLink = admin.input(input).mutation(async ({ ctx, input: { id, revokeTokens } }) => {
  requireOwnAccounts(ctx);
  const { store, sessions } = ctx;
  const user = found(await store.users.byId(id), `There is no user ${id}.`);
  if (id === ctx.user.id)
    throw new Fault(
      "conflict",
      "This is your own account. Change your password under Profile; who cannot sign in any more uses `scriptyard reset-admin`.",
    );
  if (user.disabled) throw new Fault("conflict", `${user.email} is disabled. Enable the account first.`);
  await store.users.update(id, { passwordHash: null });
  await store.sessions.removeLinks(id);
  await sessions.endAllOf(id);
  const tokens = workingTokensOf(id, await store.tokens.list(), ctx.clock());
  if (revokeTokens) {
    for (const token of tokens) await store.tokens.revoke(token.id, ctx.clock());
    ctx.tokens.clear();
  }
  const fields = revokeTokens ? [`tokens revoked ${tokens.length}`] : [];
  const revoked = revokeTokens && tokens.length > 0 ? ` API tokens revoked: ${tokens.length}.` : "";
  await noteAccount(ctx, actorOf(ctx), {
    act: "member.reset",
    member: user,
    message:
      user.lastSeenAt === null
        ? `was invited again: the link before opens nothing any more.${revoked}`
        : `got a reset link: the password, sessions and links before open nothing any more.${revoked}`,
    fields,
  });
  return {
    user: toPublicUser(user),
    link: await createSignInLink(ctx, user),
    /** Of the member's API tokens, those that still work. */
    tokensLeft: revokeTokens ? 0 : tokens.length,
  };
});
