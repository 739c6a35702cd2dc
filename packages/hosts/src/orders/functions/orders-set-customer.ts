import type { FunctionDefinition } from "@scriptyard/host-kit";

export const ordersSetCustomer: FunctionDefinition = {
  name: "orders.setCustomer",
  kind: "effect",
  description:
    "Says whose order it is, where the product has not said it. Later steps read it as `context.order`.",
  params: [
    {
      name: "name",
      description: "As on the invoice.",
      schema: { type: "string", minLength: 1, maxLength: 200 },
    },
  ],
  example: `orders.setCustomer("Miller & Sons");`,
  capability: "order.write",
  levels: ["safe", "production", "development"],
  apply: ([name], { decided }) => {
    decided.customer = name ?? null;
  },
};
