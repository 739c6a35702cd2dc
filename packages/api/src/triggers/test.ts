import { idSchema, type Json } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { seenBy } from "../executions/seen.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  id: idSchema("trg"),
  /** What the hook gets; the host's schema checks it. */
  event: z.unknown(),
  /** Send what the script publishes. */
  applyEffects: z.boolean().default(false),
});

/** Fires a trigger by hand, on the live version: a trial, which nothing of the product counts. */
export const test = author
  .meta({ cost: "test" })
  .input(input)
  .mutation(async ({ ctx, input: { id, event, applyEffects } }) => {
    const given = { id, event: (event ?? null) as Json, applyEffects };
    return seenBy(ctx.user.role, await ctx.runner.triggers.test(given, actorOf(ctx)));
  });
