import { actorOf } from "../context.ts";
import { admin } from "../trpc/init.ts";
import { newRealm } from "./input.ts";

export const create = admin
  .meta({ cost: "export" })
  .input(newRealm)
  .mutation(({ ctx, input }) => ctx.runner.realms.create(input, actorOf(ctx)));
