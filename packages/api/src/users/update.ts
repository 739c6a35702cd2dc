import { Fault, idSchema, label, role, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { toPublicUser } from "../session/sessions.ts";
import { admin } from "../trpc/init.ts";

const input = z.strictObject({
  id: idSchema("usr"),
  name: label(120).optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
});

/** Disabling ends the user's sessions and streams at once. */
export const update = admin.input(input).mutation(async ({ ctx, input: { id, ...change } }) => {
  const user = found(await ctx.store.users.byId(id), `There is no user ${id}.`);
  const stepsDown = change.disabled === true || (change.role !== undefined && change.role !== "admin");
  if (user.role === "admin" && stepsDown) {
    const others = (await ctx.store.users.list()).filter(
      (one) => one.role === "admin" && !one.disabled && one.id !== id,
    );
    if (others.length === 0)
      throw new Fault("conflict", "This is the last admin. Make somebody else admin first.");
  }
  const changed = await ctx.store.users.update(id, withoutUndefined(change));
  if (changed.disabled) await ctx.sessions.endAllOf(id);
  return toPublicUser(changed);
});
