import { securityEventSchema } from "@scriptyard/model";
import { z } from "zod";
import { pageInput } from "../executions/filter.ts";
import { authorNames, realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  kind: securityEventSchema.shape.kind.optional(),
  ...pageInput,
});

/** Security events of a realm, newest first, by pages, with the names of people. */
export const events = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input: { realm: name, kind, cursor, limit } }) => {
    const realm = await realmOf(ctx, name);
    const [{ items, next }, names] = await Promise.all([
      ctx.store.securityEvents.list(realm.id, kind ? { kind } : {}, {
        cursor: cursor ?? null,
        limit: limit ?? 100,
      }),
      authorNames(ctx),
    ]);
    return {
      items: items.map((event) => ({
        ...event,
        userName: event.userId === null ? null : (names.get(event.userId) ?? null),
      })),
      next,
    };
  });
