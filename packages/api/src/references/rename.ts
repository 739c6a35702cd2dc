import { idSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { mostDrafts, shownDigest } from "./place.ts";
import { renameAsked } from "./plan-rename.ts";

const input = renameAsked.extend({
  /** As the plan showed them: each by the digest of its lines. */
  drafts: z
    .array(z.strictObject({ scriptId: idSchema("scr"), digest: shownDigest }))
    .min(1)
    .max(mostDrafts),
});

/** Writes a plan: all drafts, or none where other lines would change than were shown. */
export const rename = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.rename(withoutUndefined(input), actorOf(ctx)));
