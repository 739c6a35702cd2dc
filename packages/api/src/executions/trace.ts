import { idSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { handsSecrets, seesSeeds } from "./seen.ts";

/** What a recorded execution did, step by step. It runs again, so it costs what a replay costs. */
export const trace = operator
  .meta({ cost: "replay" })
  .input(z.strictObject({ executionId: idSchema("exe") }))
  .mutation(({ ctx, input: { executionId }, signal }) => {
    const { role } = ctx.user;
    const asker = { seesSeeds: seesSeeds(role), handsSecrets: handsSecrets(role) };
    return ctx.runner.trace(withoutUndefined({ executionId, ...asker, signal }), actorOf(ctx));
  });
