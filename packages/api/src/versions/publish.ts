import { idSchema, note } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  note: note(2_000),
  /** Revision of the draft the author looked at. */
  revision: z.int().min(1),
  idempotencyKey: z.string().min(1).max(100).optional(),
});

/** Fault `draft_invalid` carries the diagnostics that stopped it. */
export const publish = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => {
    const { scriptId, note, revision, idempotencyKey } = input;
    return ctx.runner.publish(
      { scriptId, note, revision, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) },
      actorOf(ctx),
    );
  });
