import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { savedDraft } from "../drafts/saved-draft.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  version: z.int().min(1),
  baseRevision: z.int().min(1),
});

/** Copies a version into the draft; nothing goes live. */
export const restore = author
  .meta({ cost: "upload", large: true })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    return savedDraft(ctx, await ctx.runner.restore(input, actorOf(ctx)));
  });
