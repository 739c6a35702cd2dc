import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName, realmOf, scriptInRealm } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";
import { mostDrafts } from "./place.ts";

const revision = z.int().min(1);
const input = z.strictObject({
  realm: realmName,
  /** As the rename answered them. */
  drafts: z
    .array(z.strictObject({ scriptId: idSchema("scr"), revision, before: revision }))
    .min(1)
    .max(mostDrafts),
});

/** Takes a rename back: all drafts, or none where somebody has saved since. */
export const undoRename = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    for (const { scriptId } of input.drafts) await scriptInRealm(ctx, realm, scriptId);
    return ctx.runner.undoRename(input.drafts, actorOf(ctx));
  });
