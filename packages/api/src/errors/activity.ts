import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { authorNames, found } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { rollbacksOf } from "./began.ts";

/** Comments, changes of state, and roll-backs to before the group began: oldest first. */
export const activity = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ id: idSchema("erg") }))
  .query(async ({ ctx, input }) => {
    const group = found(await ctx.store.errors.byId(input.id), `There is no error group ${input.id}.`);
    const [entries, rollbacks, names] = await Promise.all([
      ctx.store.errors.activity(group.id),
      rollbacksOf(ctx, group),
      authorNames(ctx),
    ]);
    const said = entries.map((entry) => ({
      ...entry,
      userName: entry.userId === null ? null : (names.get(entry.userId) ?? null),
      mine: entry.kind === "comment" && entry.userId === ctx.user.id,
    }));
    const rolledBack = rollbacks.map(({ id, at, version, note, authorId, authorName }) => ({
      id,
      kind: "rolled-back" as const,
      at,
      version,
      text: note,
      userId: authorId,
      userName: authorName,
    }));
    return [...said, ...rolledBack].sort((a, b) => a.at - b.at);
  });
