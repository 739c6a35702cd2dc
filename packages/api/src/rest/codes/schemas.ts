import { z } from "zod";

export const collectedCode = z.object({
  code: z.string().describe("What the visitor types."),
  purpose: z.string().describe("What it was issued for."),
  expiresAt: z.iso.datetime(),
});
