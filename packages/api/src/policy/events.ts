import { securityEventSchema } from "@scriptyard/model";
import { z } from "zod";
import { authorNames, realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  kind: securityEventSchema.shape.kind.optional(),
  limit: z.int().min(1).max(500).optional(),
});

/** Security events of a realm, newest first, with the names of people. */
export const events = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input: { realm: name, kind, limit } }) => {
    const realm = await realmOf(ctx, name);
    const [found, names] = await Promise.all([
      ctx.store.securityEvents.list(realm.id, { limit: limit ?? 100, ...(kind ? { kind } : {}) }),
      authorNames(ctx),
    ]);
    return found.map((event) => ({
      ...event,
      userName: event.userId === null ? null : (names.get(event.userId) ?? null),
    }));
  });
