import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf, scriptInRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  scriptId: idSchema("scr").optional(),
  limit: z.int().min(1).max(500).optional(),
});

/** What became live, when, by whom, why; newest first. */
export const events = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    await scriptInRealm(ctx, realm, input.scriptId);
    return ctx.store.versions.events({
      realmId: realm.id,
      ...(input.scriptId === undefined ? {} : { scriptId: input.scriptId }),
      limit: input.limit ?? 50,
    });
  });
