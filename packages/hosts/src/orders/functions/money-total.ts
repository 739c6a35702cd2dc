import type { FunctionDefinition } from "@scriptyard/host-kit";
import { totalOf } from "../money.ts";

export const moneyTotal: FunctionDefinition = {
  name: "money.total",
  kind: "host",
  description:
    "What lines cost together, discounts taken off, rounded to cents line by line as on the invoice.",
  params: [
    {
      name: "lines",
      description: "Of an order.",
      schema: { type: "array", items: { $ref: "#/$defs/OrderLine" }, maxItems: 600 },
    },
  ],
  result: { type: "number" },
  example: `const total = money.total([{ article: "A", text: "A", quantity: 3, price: 1.1, discountPercent: 0 }]);`,
  capability: "money",
  levels: ["safe", "production", "development"],
  run: ([lines]) => {
    const total = totalOf(lines ?? []);
    if (!Number.isFinite(total)) throw new TypeError("the amounts are too large to add up");
    return total;
  },
};
