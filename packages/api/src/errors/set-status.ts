import { errorGroupSchema, idSchema } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ id: idSchema("erg"), status: errorGroupSchema.shape.status });

export const setStatus = operator.input(input).mutation(async ({ ctx, input }) => {
  found(await ctx.store.errors.byId(input.id), `There is no error group ${input.id}.`);
  return ctx.store.errors.setStatus(input.id, input.status);
});
