import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ scriptId: idSchema("scr") });

/** What one script may do in production, and which of its limits its levels narrow. */
export const script = operator
  .input(input)
  .query(({ ctx, input }) => ctx.runner.scriptPolicy(input.scriptId));
