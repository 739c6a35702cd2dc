import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { mostDrafts } from "./place.ts";
import { renameAsked } from "./plan-rename.ts";

const input = renameAsked.extend({
  /** As the plan showed them. */
  drafts: z
    .array(z.strictObject({ scriptId: idSchema("scr"), revision: z.int().min(1) }))
    .min(1)
    .max(mostDrafts),
});

/** Writes a plan: all drafts, or none where one has moved on. */
export const rename = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.rename(input, actorOf(ctx)));
