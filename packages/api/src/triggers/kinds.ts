import { inRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The kinds of triggers with the schemas their forms are made from. */
export const kinds = operator
  .input(inRealm)
  .query(({ ctx, input }) => ctx.runner.triggers.kinds(input.realm));
