import { inRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The realm's security levels with what each grants, and its policy. */
export const get = operator.input(inRealm).query(({ ctx, input }) => ctx.runner.policy(input.realm));
