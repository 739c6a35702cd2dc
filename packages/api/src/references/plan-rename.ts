import { withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { place, shownDigest } from "./place.ts";

/** What a rename is asked with: its plan and its doing ask the same. */
export const renameAsked = z.strictObject({
  ...place,
  revision: z.int().min(1),
  newName: z.string().min(1).max(200),
  /** Of the line, as an earlier plan told it: asked with that, it is found again where somebody saved meanwhile. */
  lineDigest: shownDigest.optional(),
});

/** What giving an exported name another one would change. Writes nothing. */
export const planRename = author
  .meta({ cost: "check" })
  .input(renameAsked)
  .query(({ ctx, input }) => ctx.runner.planRename(withoutUndefined(input), actorOf(ctx)));
