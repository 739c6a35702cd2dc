import { defineHost, uiBlockSchema } from "@scriptyard/host-kit";
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

/** What a script says about an order; `verdict` tells the three apart. */
const Verdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("accept"), route: z.string().max(60).optional() }),
  z.object({ verdict: z.literal("ask"), page: uiBlockSchema }),
  z.object({ verdict: z.literal("refuse"), reason: z.string().max(200) }),
]);

const Answer = z.record(z.string(), z.union([z.string(), z.boolean()]));

const decimals = { EUR: 2, USD: 2, JPY: 0 };

/** Reasons that scripts have noted about an order on its way through a flow. */
const flagsIn = (decided: { [name: string]: unknown }) => [...(decided.flags as string[])];

/** What your product opens to scripts. After a change: `npm run check`, then start anew. */
export default defineHost({
  id: "shop",
  version: "1",
  title: "Shop",
  description: "Decides about prices and orders.",
  types: { Line, Order, UiBlock: uiBlockSchema },

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
      description: "Lets an order through, refuses it, or asks somebody about it.",
      params: [
        { name: "order", schema: Order, description: "Before it is paid." },
        {
          name: "answer",
          schema: Answer.nullable(),
          description: "What somebody answered, by the names of the page's fields; null before that.",
        },
      ],
      result: Verdict,
      resultType: "Verdict",
      functions: ["orders.*", "money.*"],
    },
  ],

  /** What scripts may call. */
  functions: [
    {
      /**
       * An effect is noted while the script runs. Your product gets it with the result, and applies it (`forCaller`); later
       * steps of a flow know of it, too (`apply`).
       */
      name: "orders.flag",
      kind: "effect",
      forCaller: true,
      apply: ([reason], { decided }) => {
        decided.flags = [...flagsIn(decided), reason as string];
      },
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

  /** Decisions in several steps, with people in between: drawn in the console under Flows, walked by your product. */
  flows: {
    kinds: [
      {
        id: "review",
        title: "Review",
        description: "Lets the order through, refuses it, or asks somebody",
        hook: "onOrder",
        role: "decides",
        form: "answer",
        answers: {
          by: "verdict",
          values: {
            accept: { action: "continue", outcome: "route" },
            ask: { action: "challenge", block: "page" },
            refuse: { action: "reject", code: "verdict", message: "reason" },
          },
        },
      },
    ],
    told: { order: "The order: id, customer and total." },
    visitor: ({ order = null }) => {
      const told = Order.safeParse(order);
      if (!told.success) throw new TypeError("order: expected an order with id, customer and total.");
      return { order: told.data };
    },
    decided: () => ({ flags: [] }),
    /** The first parameter of the hook. */
    context: ({ visitor }) => visitor.order ?? null,
    answer: ({ decided }) => ({ flags: flagsIn(decided) }),
    answered: { flags: "What somebody should look at." },
    summary: ({ decided }) => ({ facts: [], text: flagsIn(decided).join(", ") || "Nothing to look at." }),
  },
});
