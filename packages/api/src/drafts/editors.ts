import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { authorNames, scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Whose changes a publish of the draft would make live, most lines first. */
export const editors = operator
  .meta({ cost: "search", large: true })
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    const [editors, names] = await Promise.all([
      ctx.runner.draftEditors(script.id, actorOf(ctx)),
      authorNames(ctx),
    ]);
    return editors.map((one) => ({
      ...one,
      userName: one.userId === null ? null : (names.get(one.userId) ?? null),
    }));
  });
