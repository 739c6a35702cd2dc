import { idSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { handsSecrets, seesSeeds } from "./seen.ts";

/**
 * What a recorded execution did, step by step. It runs again, so it costs what a replay costs. It shows every value that the
 * script had, which whoever may save texts could have it log.
 */
export const trace = author
  .meta({ cost: "replay" })
  .input(z.strictObject({ executionId: idSchema("exe") }))
  .mutation(({ ctx, input: { executionId }, signal }) => {
    const { role } = ctx.user;
    const asker = { seesSeeds: seesSeeds(role), handsSecrets: handsSecrets(role) };
    return ctx.runner.trace(withoutUndefined({ executionId, ...asker, signal }), actorOf(ctx));
  });
