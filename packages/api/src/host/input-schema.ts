import { Fault } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, hook: z.string().max(60) });

/** JSON Schema of a hook's arguments, for the editor's input panel. */
export const inputSchema = operator.input(input).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  const host = ctx.runner.hostOf(realm);
  const hooks = host.hooks.map((hook) => hook.name);
  if (!hooks.includes(input.hook))
    throw new Fault("not_found", `hook: ${host.id} has no "${input.hook}". Its hooks: ${hooks.join(", ")}.`);
  return host.inputSchema(input.hook, { settingsSchema: realm.settingsSchema });
});
