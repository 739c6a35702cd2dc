import { uiBlockSchema } from "@scriptyard/model";
import { z } from "zod";

/** What the deciding hook of a host may answer. */
export const flowResultSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("continue"), outcome: z.string().max(60).optional() }),
  z.object({ action: z.literal("challenge"), block: uiBlockSchema }),
  z.object({ action: z.literal("reject"), code: z.string().max(60), message: z.string().optional() }),
]);
