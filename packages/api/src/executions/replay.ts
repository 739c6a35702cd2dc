import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  executionId: idSchema("exe"),
  on: z.enum(["recorded", "draft", "live"]).optional(),
});

export const replay = operator
  .meta({ cost: "replay" })
  .input(input)
  .mutation(({ ctx, input, signal }) => {
    return ctx.runner.replay(
      {
        executionId: input.executionId,
        ...(input.on === undefined ? {} : { on: input.on }),
        ...(signal ? { signal } : {}),
      },
      actorOf(ctx),
    );
  });
