import { draftActSchema, idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { savedDraft } from "./saved-draft.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  source: z.string(),
  baseRevision: z.int().min(1),
  act: draftActSchema.optional(),
});

/** A save over a newer revision is an answer, not an error: it carries both texts. */
export const save = author
  .meta({ cost: "upload", large: true })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    return savedDraft(ctx, await ctx.runner.saveDraft(input, actorOf(ctx)));
  });
