import { defineHost } from "@scriptyard/host-kit";
import { z } from "zod";

const Line = z.object({
  sku: z.string().min(1).max(40).describe("Article number."),
  quantity: z.int().min(1).max(10_000).describe("Pieces."),
  listPrice: z.number().min(0).describe("Of one piece, in euros."),
});

/** What this shop opens to scripts: one decision. */
export default defineHost({
  id: "shop",
  version: "1",
  title: "Shop",
  description: "Decides what things cost.",
  types: { Line },
  hooks: [
    {
      name: "onPrice",
      title: "Price a line",
      description: "Decides what a line of the basket costs.",
      params: [{ name: "line", schema: Line, description: "As it stands in the basket." }],
      result: z.object({
        price: z.number().min(0).describe("Of the whole line, in euros."),
        reason: z.string().max(200).optional().describe("Shown to the customer."),
      }),
      resultType: "Price",
      functions: [],
    },
  ],
  functions: [],
});
