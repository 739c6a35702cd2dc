import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { handsSecrets, seenBy, seesSeeds } from "./seen.ts";

const input = z.strictObject({
  executionId: idSchema("exe"),
  on: z.enum(["recorded", "draft", "live"]).optional(),
});

export const replay = operator
  .meta({ cost: "replay" })
  .input(input)
  .mutation(async ({ ctx, input, signal }) => {
    const { role } = ctx.user;
    const replayed = await ctx.runner.replay(
      {
        executionId: input.executionId,
        ...(input.on === undefined ? {} : { on: input.on }),
        ...(signal ? { signal } : {}),
        seesSeeds: seesSeeds(role),
        handsSecrets: handsSecrets(role),
      },
      actorOf(ctx),
    );
    return {
      ...replayed,
      execution: seenBy(role, replayed.execution),
      original: seenBy(role, replayed.original),
    };
  });
