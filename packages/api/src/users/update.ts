import { idSchema, label, role, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { requireOwnAccounts } from "../session/identity.ts";
import { toPublicUser } from "../session/sessions.ts";
import { tokenView } from "../tokens/token-view.ts";
import { admin } from "../trpc/init.ts";
import { noteAccount } from "./note-account.ts";

const input = z.strictObject({
  id: idSchema("usr"),
  name: label(120).optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
});

/**
 * Disabling ends the user's sessions and streams at once. Tokens that the user may not have any more rest from now on; the
 * answer names them. The store refuses to lose the last admin who can sign in.
 */
export const update = admin.input(input).mutation(async ({ ctx, input: { id, ...change } }) => {
  if (change.role !== undefined || change.name !== undefined) requireOwnAccounts(ctx);
  const changed = await ctx.store.users.update(id, withoutUndefined(change), { keepAdmin: true });
  if (changed.disabled) await ctx.sessions.endAllOf(id);
  ctx.tokens.clear();
  const fields = Object.entries(withoutUndefined(change)).map(([name, value]) =>
    name === "name" ? name : `${name} ${value}`,
  );
  const words = [
    ...(change.role === undefined ? [] : [`is ${changed.role} now`]),
    ...(change.disabled === undefined ? [] : [`was ${changed.disabled ? "disabled" : "enabled again"}`]),
    ...(change.name === undefined ? [] : ["was renamed"]),
  ];
  if (words.length > 0)
    await noteAccount(ctx, actorOf(ctx), {
      act: "member.update",
      member: changed,
      message: `${words.join(" and ")}.`,
      fields,
    });
  const theirs = (await ctx.store.tokens.list()).filter((token) => token.createdBy === id);
  const suspendedTokens = theirs
    .map((token) => tokenView(token, [toPublicUser(changed)], ctx.clock()))
    .filter(({ state }) => state === "suspended")
    .map(({ id, name }) => ({ id, name }));
  return { ...toPublicUser(changed), suspendedTokens };
});
