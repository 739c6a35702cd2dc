import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../as-text.ts";
import { amountText } from "../money.ts";

export const moneyText: FunctionDefinition = {
  name: "money.text",
  kind: "host",
  description: "An amount as people read it: `EUR 1,240.50`.",
  params: [
    { name: "amount", description: "The amount.", schema: { type: "number" } },
    { name: "currency", description: "Three letters.", schema: { type: "string", maxLength: 3 } },
  ],
  result: { type: "string" },
  example: `const shown = money.text(1240.5, "EUR");`,
  capability: "money",
  levels: ["safe", "production", "development"],
  run: ([amount, currency]) => amountText(Number(amount), asText(currency)),
};
