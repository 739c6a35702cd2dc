import { idSchema, note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  note: note(2_000),
  /** Revision of the draft the author looked at. */
  revision: z.int().min(1),
  /** Number of the version the author saw live, null for none: a roll-back since then is not undone unseen. */
  live: z.int().min(1).nullable().optional(),
  idempotencyKey: z.string().min(1).max(100).optional(),
});

/** Fault `draft_invalid` carries the diagnostics that stopped it. */
export const publish = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.publish(input, actorOf(ctx)));
