import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { seenBy } from "../executions/seen.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  id: idSchema("trg"),
  request: z.strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    /** Behind `/hooks/<realm>`, encoded. */
    path: z.string().max(4_000),
    query: z.string().max(8_000),
    headers: z
      .record(z.string().max(100), z.string().max(4_000))
      .refine((headers) => Object.keys(headers).length <= 50, "50 headers at most"),
    body: z.string().max(1_000_000).nullable(),
  }),
});

/** Calls an HTTP endpoint by hand, on the live version: what its callers would be answered. A trial. */
export const send = author
  .meta({ cost: "test" })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { answer, execution } = await ctx.runner.triggers.call(input, actorOf(ctx));
    return { answer, execution: execution && seenBy(ctx.user.role, execution) };
  });
