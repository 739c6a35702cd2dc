import { Fault, idSchema, roleSuffices } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { scriptOf } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

/**
 * Deletes a script that nothing uses: by authors one that was never published, by admins also a retired one, whose versions
 * go with it for good.
 */
export const remove = author
  .meta({ cost: "search" })
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .mutation(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    await ctx.runner.requireOpen(script.realmId);
    if (script.retiredVersion !== null && !roleSuffices(ctx.user.role, "admin"))
      throw new Fault(
        "forbidden",
        `${script.module}/${script.name} was published: its versions would go with it for good. That needs the role admin; yours is ${ctx.user.role}.`,
      );
    await ctx.runner.removeScript(script, actorOf(ctx));
    return null;
  });
