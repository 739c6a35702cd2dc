import { errorActSchema, errorTriage, idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  ids: z.array(idSchema("erg")).min(1).max(errorTriage.groupsPerAct),
  act: errorActSchema,
});

/** Resolves, reopens or mutes one group or many. Answers how many it changed, and the id by which it is undone. */
export const act = operator
  .meta({ cost: "search" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    return ctx.runner.errors.act({ realm, ids: input.ids, act: input.act }, actorOf(ctx));
  });
