import { slug } from "@scriptyard/model";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** One trigger, and an event to test it with. */
export const get = operator
  .input(z.strictObject({ realm: realmName, name: slug }))
  .query(async ({ ctx, input }) => {
    const trigger = await ctx.runner.triggers.byName(input.realm, input.name);
    return { trigger, sample: await ctx.runner.triggers.sample(trigger.id) };
  });
