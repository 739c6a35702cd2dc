import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { authorNames, scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  /** `next` of the page before. */
  cursor: z.int().min(1).nullable().optional(),
  limit: z.int().min(1).max(50).optional(),
});

/** States the draft was in, newest first, without their texts: who, when, and how many lines. */
export const history = operator
  .meta({ cost: "search", large: true })
  .input(input)
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    const asked = { scriptId: script.id, before: input.cursor ?? null, limit: input.limit ?? 20 };
    const [{ items, next }, names] = await Promise.all([
      ctx.runner.draftHistory(asked, actorOf(ctx)),
      authorNames(ctx),
    ]);
    const shown = items.map((state) => ({
      ...state,
      userName: state.userId === null ? null : (names.get(state.userId) ?? null),
    }));
    return { items: shown, next };
  });
