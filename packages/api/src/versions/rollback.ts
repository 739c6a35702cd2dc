import { idSchema, note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  toVersion: z.int().min(1),
  note: note(2_000),
});

export const rollback = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.rollback(input, actorOf(ctx)));
