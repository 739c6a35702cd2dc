import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  prefix: z.string().min(1).max(100),
  limit: z.int().min(1).max(200).optional(),
});

/** Names that libraries export and the script may import. */
export const importNames = operator
  .meta({ cost: "search" })
  .input(input)
  .query(({ ctx, input: { scriptId, prefix, limit = 50 } }) =>
    ctx.runner.importable.names(scriptId, { prefix, limit }, actorOf(ctx)),
  );
