import { idSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  source: z.string().optional(),
  libraryDrafts: z.boolean().optional(),
});

/** A mutation only because texts are too long for an address; it changes nothing. */
export const check = operator
  .meta({ cost: "check" })
  .input(input)
  .mutation(({ ctx, input }) => {
    return ctx.runner.check(withoutUndefined(input), actorOf(ctx));
  });
