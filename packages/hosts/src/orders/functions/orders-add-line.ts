import type { FunctionDefinition } from "@scriptyard/host-kit";

/** The product's own order may have five hundred. */
const mostAdded = 100;

export const ordersAddLine: FunctionDefinition = {
  name: "orders.addLine",
  kind: "effect",
  description: `Adds a line to the order. Later steps read it in \`context.order.lines\`, and the product gets the whole order at the end. A walk adds ${mostAdded} at most.`,
  params: [{ name: "line", description: "The line.", schema: { $ref: "#/$defs/OrderLine" } }],
  example: `orders.addLine({ article: "SHIP", text: "Shipping", quantity: 1, price: 12.5, discountPercent: 0 });`,
  capability: "order.write",
  levels: ["safe", "production", "development"],
  apply: ([line], { decided }) => {
    const lines = Array.isArray(decided.lines) ? decided.lines : [];
    if (line !== undefined && lines.length < mostAdded) decided.lines = [...lines, line];
  },
};
