import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { authorNames, scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Without the texts; newest first as the store lists them. */
export const list = operator
  .input(z.strictObject({ scriptId: idSchema("scr") }))
  .query(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    const [versions, names] = await Promise.all([ctx.store.versions.list(script.id), authorNames(ctx)]);
    return versions.map((version) => ({
      ...version,
      authorName: version.authorId === null ? null : (names.get(version.authorId) ?? null),
      live: version.id === script.liveVersionId,
    }));
  });
