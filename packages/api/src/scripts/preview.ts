import { callMocksSchema, idSchema, ms, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { handsSecrets, seenBy, seesSeeds } from "../executions/seen.ts";
import { sentJson } from "../scope/sent-json.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  source: z.string().optional(),
  args: z.array(sentJson).max(10),
  seed: z.string().min(1).max(100).optional(),
  clockMs: ms.optional(),
  libraryDrafts: z.boolean().optional(),
  /** What `fetch` and async functions of the host are answered: a preview calls nobody. */
  calls: callMocksSchema.optional(),
  replayOf: idSchema("exe").nullable().optional(),
});

/** Closing the request cancels the run. A replay takes its seed from the record by itself, so nobody has to know it. */
export const preview = operator
  .meta({ cost: "preview" })
  .input(input)
  .mutation(async ({ ctx, input, signal }) => {
    const { role } = ctx.user;
    const asker = { seesSeeds: seesSeeds(role), handsSecrets: handsSecrets(role) };
    const order = withoutUndefined({ ...input, ...asker, signal });
    return seenBy(role, await ctx.runner.preview(order, actorOf(ctx)));
  });
