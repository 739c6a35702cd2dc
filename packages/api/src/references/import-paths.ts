import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  text: z.string().max(130),
  limit: z.int().min(1).max(100).optional(),
});

/** Libraries the script may import, in whose names the text occurs; `more` counts those there was no room for. */
export const importPaths = operator
  .meta({ cost: "search" })
  .input(input)
  .query(({ ctx, input: { scriptId, text, limit = 50 } }) =>
    ctx.runner.importable.paths(scriptId, { text, limit }),
  );
