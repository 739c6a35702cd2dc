import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { authorNames, scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** A page without the texts; newest first. */
export const list = operator
  .input(z.strictObject({ scriptId: idSchema("scr"), ...pageInput }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    const page = { cursor: input.cursor ?? null, limit: input.limit ?? 50 };
    const [{ items, next }, names] = await Promise.all([
      ctx.store.versions.list(script.id, page),
      authorNames(ctx),
    ]);
    const shown = items.map((version) => ({
      ...version,
      authorName: version.authorId === null ? null : (names.get(version.authorId) ?? null),
      live: version.id === script.liveVersionId,
    }));
    return { items: shown, next };
  });
