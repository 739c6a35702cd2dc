import { actorOf } from "../context.ts";
import { inRealm } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

export const archive = admin
  .input(inRealm)
  .mutation(({ ctx, input }) => ctx.runner.realms.archive(input.realm, actorOf(ctx)));
