import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** One sample with its arguments. */
export const get = operator
  .meta({ cost: "search", large: true })
  .input(z.strictObject({ id: idSchema("smp") }))
  .query(async ({ ctx, input }) =>
    found(await ctx.store.samples.byId(input.id), `There is no sample ${input.id}.`),
  );
