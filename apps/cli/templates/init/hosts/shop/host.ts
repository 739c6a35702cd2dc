import { defineHost } from "@scriptyard/host-kit";
import { z } from "zod";

/** Types that scripts see by these names. What does not fit them never reaches a script, and never leaves one. */
const Line = z.object({
  sku: z.string().min(1).max(40).describe("Article number."),
  quantity: z.int().min(1).max(10_000).describe("Pieces."),
  listPrice: z.number().min(0).describe("Of one piece."),
  currency: z.enum(["EUR", "USD", "JPY"]),
});

const Order = z.object({
  id: z.string().min(1).max(40),
  customer: z.object({
    email: z.email().max(200),
    orders: z.int().min(0).describe("How many there were before this one."),
  }),
  total: z.number().min(0),
});

const decimals = { EUR: 2, USD: 2, JPY: 0 };

/** What your product opens to scripts. After a change: `npm run check`, then start anew. */
export default defineHost({
  id: "shop",
  version: "1",
  title: "Shop",
  description: "Decides about prices and orders.",
  types: { Line, Order },

  /** What scripts answer. A script exports one of them; your product calls it with the parameters and gets the result. */
  hooks: [
    {
      name: "onPrice",
      title: "Price a line",
      description: "Decides what a line of the basket costs.",
      params: [{ name: "line", schema: Line, description: "As it stands in the basket." }],
      result: z.object({
        price: z.number().min(0).describe("Of the whole line."),
        reason: z.string().max(200).optional().describe("Shown to the customer."),
      }),
      resultType: "Price",
      functions: ["money.*", "stock.*"],
    },
    {
      name: "onOrder",
      title: "Accept an order",
      description: "Decides whether an order goes through.",
      params: [{ name: "order", schema: Order, description: "Before it is paid." }],
      result: z.object({ accept: z.boolean() }),
      resultType: "OrderAnswer",
      functions: ["orders.*", "money.*"],
    },
  ],

  /** What scripts may call. */
  functions: [
    {
      /** An effect is noted while the script runs. Your product gets it with the result, and applies it. */
      name: "orders.flag",
      kind: "effect",
      forCaller: true,
      description: "Puts the order on the list of those that somebody looks at.",
      params: [{ name: "reason", description: "For whoever looks.", schema: z.string().min(1).max(200) }],
      example: 'orders.flag("First order, and a large one");',
      capability: "orders.write",
      levels: ["production", "development"],
    },
    {
      /** A host function answers at once. It runs beside the script's engine: it computes, it reads nothing. */
      name: "money.round",
      kind: "host",
      description: "Rounds an amount as its currency does: to cents, or to whole yen.",
      params: [
        { name: "amount", description: "To be rounded.", schema: z.number() },
        { name: "currency", description: "Its currency.", schema: Line.shape.currency },
      ],
      result: z.number(),
      example: 'const price = money.round(19.999, "EUR"); // 20',
      capability: "money",
      levels: ["safe", "production", "development"],
      run: ([amount, currency]) =>
        Number(Number(amount).toFixed(decimals[currency as keyof typeof decimals])),
    },
    {
      /**
       * An async function runs in the server: it may ask databases and other services. Scripts await it, its answers are
       * recorded, and a replay hears the same. Hand `signal` on, and change nothing where `services.trial` says that the
       * script is only tried.
       */
      name: "stock.level",
      kind: "async",
      description: "How many pieces of an article lie in the warehouse.",
      params: [{ name: "sku", description: "Article number.", schema: z.string().min(1).max(40) }],
      result: z.object({ available: z.int().min(0) }),
      example: 'const { available } = await stock.level("A-100");',
      capability: "stock.read",
      levels: ["production", "development"],
      answer: async ([sku]) => ({ available: sku === "A-100" ? 250 : 3 }),
    },
  ],
});
