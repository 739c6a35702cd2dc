import { uiBlockSchema } from "@scriptyard/model";
import { z } from "zod";

/** What a node decides. `outcome` names the edge to follow; without it the default edge. One that no edge carries is an error. */
export const flowResultSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("continue"), outcome: z.string().max(60).optional() }),
  z.object({ action: z.literal("challenge"), block: uiBlockSchema }),
  z.object({
    action: z.literal("reject"),
    code: z.string().max(60),
    message: z.string().max(2_000).optional(),
  }),
]);
