import { actorOf } from "../context.ts";
import { inRealm } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

export const restore = admin
  .input(inRealm)
  .mutation(({ ctx, input }) => ctx.runner.realms.restore(input.realm, actorOf(ctx)));
