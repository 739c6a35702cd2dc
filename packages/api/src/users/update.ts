import { idSchema, role, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { toPublicUser } from "../session/sessions.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  id: idSchema("usr"),
  name: z.string().trim().min(1).max(120).optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
});

/** Disabling ends the user's sessions and streams at once. The store refuses to lose the last admin who can sign in. */
export const update = admin.input(input).mutation(async ({ ctx, input: { id, ...change } }) => {
  const changed = await ctx.store.users.update(id, withoutUndefined(change), { keepAdmin: true });
  if (changed.disabled) await ctx.sessions.endAllOf(id);
  return toPublicUser(changed);
});
