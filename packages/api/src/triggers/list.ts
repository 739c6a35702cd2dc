import { inRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

export const list = operator.input(inRealm).query(({ ctx, input }) => ctx.runner.triggers.list(input.realm));
