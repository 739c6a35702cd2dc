import { idSchema, label, role, withoutUndefined } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { toPublicUser } from "../session/sessions.ts";
import { tokenView } from "../tokens/token-view.ts";
import { admin } from "../trpc/init.ts";

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
  const changed = await ctx.store.users.update(id, withoutUndefined(change), { keepAdmin: true });
  if (changed.disabled) await ctx.sessions.endAllOf(id);
  ctx.tokens.clear();
  const fields = Object.entries(withoutUndefined(change)).map(([name, value]) =>
    name === "name" ? name : `${name} ${value}`,
  );
  noteChange(ctx, actorOf(ctx), "member.update", { realmId: null, subject: changed.email, fields });
  const theirs = (await ctx.store.tokens.list()).filter((token) => token.createdBy === id);
  const suspendedTokens = theirs
    .map((token) => tokenView(token, [toPublicUser(changed)], ctx.clock()))
    .filter(({ state }) => state === "suspended")
    .map(({ id, name }) => ({ id, name }));
  return { ...toPublicUser(changed), suspendedTokens };
});
