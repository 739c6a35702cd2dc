import { idSchema, note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  /** Number of the version that is live, as it was seen. */
  live: z.int().min(1),
  note: note(2_000),
  /** Although others use it and nothing stands in for it. */
  anyway: z.boolean().default(false),
});

/** Takes away what is live of a script; its versions stay, and a roll-back makes one live again. */
export const retire = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.retire(input, actorOf(ctx)));
