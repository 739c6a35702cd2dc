import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  id: idSchema("sta"),
  /** `updatedAt` of what was looked at: refused when a script was faster. */
  basedOn: z.int().min(0),
  value: sentJson,
  /** Epoch milliseconds; null: it is kept until somebody deletes it. */
  expiresAt: z.int().min(0).nullable(),
});

/** Another value in place of what a script kept. */
export const edit = author
  .input(input)
  .mutation(({ ctx, input }) =>
    ctx.runner.state.edit({ ...input, value: input.value ?? null }, actorOf(ctx)),
  );
