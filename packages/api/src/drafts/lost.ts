import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Texts that lost a save race, newest first. */
export const lost = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    return ctx.store.drafts.lost(script.id);
  });
