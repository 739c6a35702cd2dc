import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, actId: idSchema("eac") });

/** Takes an act of one's own back. Answers on how many groups: those that changed since stay as they are. */
export const undo = operator
  .meta({ cost: "search" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    return ctx.runner.errors.undo({ realm, actId: input.actId }, actorOf(ctx));
  });
