import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

/** A new secret for a signed endpoint; this answer is the only place that shows it. */
export const renewSecret = author
  .input(z.strictObject({ id: idSchema("trg") }))
  .mutation(({ ctx, input }) => ctx.runner.triggers.renewSecret(input.id, actorOf(ctx)));
