import type { SchemaSource } from "@scriptyard/host-kit";
import { uiBlockSchema, uiPartSchema } from "@scriptyard/model";
import { z } from "zod";

const line = z
  .object({
    article: z
      .string()
      .max(60)
      .meta({ examples: ["PUMP-20"] }),
    text: z.string().max(200).meta({ description: "What it is, for people." }),
    quantity: z.number().min(0),
    price: z.number().min(0).meta({ description: "Of one, in the order's currency." }),
    discountPercent: z.number().min(0).max(100),
  })
  .meta({ description: "One line of an order." });

const customer = z
  .object({
    id: z
      .string()
      .max(60)
      .meta({ examples: ["C-118"] }),
    name: z.string().max(200),
    country: z.string().max(2).meta({ description: "ISO 3166; empty where nobody knows." }),
    openAmount: z.number().meta({ description: "What they have not paid yet." }),
  })
  .meta({ description: "Who ordered." });

const order = z
  .object({
    number: z
      .string()
      .max(60)
      .meta({ examples: ["SO-20417"] }),
    customer,
    currency: z
      .string()
      .max(3)
      .meta({ examples: ["EUR"] }),
    lines: z.array(line).max(500),
    note: z.string().max(2_000).nullable(),
  })
  .meta({ description: "The order that waits for its approval, with the lines that scripts have added." });

const person = z
  .object({
    id: z.string().max(60),
    name: z.string().max(200),
    role: z
      .string()
      .max(60)
      .meta({ examples: ["sales", "head-of-sales"] }),
    mayApproveUpTo: z.number().meta({ description: "In the currency of the order." }),
  })
  .meta({ description: "Somebody of the company." });

const signature = z
  .object({ by: z.string(), comment: z.string().nullable(), at: z.iso.datetime() })
  .meta({ description: "One signature under the order." });

const step = z
  .object({
    id: z.string(),
    node: z.string().meta({ description: "Name of this node." }),
    sessionId: z.string(),
    attempt: z.int().min(0).meta({ description: "How often this node has run, this run included." }),
    startedAt: z.iso.datetime(),
    history: z.array(z.object({ node: z.string(), action: z.string(), outcome: z.string().nullable() })),
  })
  .meta({ description: "Where the approval stands." });

/** What the default scripts read from a realm's settings. A realm's own schema replaces it in the declarations. */
const realmSettings = z
  .looseObject({
    approveBelow: z.number().meta({ description: "Orders below it need nobody." }).optional(),
    refuseAbove: z.number().meta({ description: "Orders above it are not taken." }).optional(),
    mostDiscountPercent: z
      .number()
      .meta({ description: "A larger discount needs a signature, however small the order." })
      .optional(),
    blockedCustomers: z.array(z.string()).meta({ description: "Ids of whom nothing is sold to." }).optional(),
  })
  .meta({ description: "The realm's settings. Give the realm a settings schema to have yours typed here." });

const realm = z
  .object({
    id: z.string(),
    name: z.string(),
    settings: realmSettings,
    timeZone: z.string(),
    now: z.iso.datetime().meta({ description: "The execution's clock, UTC." }),
  })
  .meta({ description: "The company that the order belongs to." });

export const orderContext = z
  .object({
    order,
    requester: person.nullable().meta({ description: "Who entered it; null for a customer's own order." }),
    approver: person
      .nullable()
      .meta({ description: "Who opened the page to sign; null until somebody has." }),
    signatures: z.array(signature),
    realm,
    step,
  })
  .meta({ description: "Everything a script may know about this approval. Read only; effects change it." });

export const orderAnswer = {
  type: "object",
  description:
    "What somebody submitted, by the names of the page's fields. A checkbox is true or false, everything else is text.",
  additionalProperties: { type: ["string", "boolean"] },
};

export const orderVerdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("approve"), route: z.string().max(60).optional() }),
  z.object({ verdict: z.literal("ask"), page: uiBlockSchema }),
  z.object({
    verdict: z.literal("refuse"),
    reason: z.string().max(60),
    explanation: z.string().max(2_000).optional(),
  }),
]);

/** Named types of the declarations, in the order a reader wants them. */
export const orderTypes: { [name: string]: SchemaSource } = {
  OrderContext: orderContext,
  OrderAnswer: orderAnswer,
  OrderVerdict: orderVerdict,
  UiBlock: uiBlockSchema,
  UiPart: uiPartSchema,
  Order: order,
  OrderLine: line,
  Customer: customer,
  Person: person,
  Signature: signature,
  ApprovalStep: step,
  CompanyRealm: realm,
  RealmSettings: realmSettings,
};

export const orderTypeDescriptions: { [name: string]: string } = {
  OrderVerdict:
    "What a step says. `approve` follows the edge of its `route`, without one the default edge; a route that no edge carries is an error; `ask` shows a page and runs this step again with what is submitted; `refuse` ends the approval.",
  UiBlock: "What somebody sees: parts from top to bottom, and a button. Plain text only, never HTML.",
  UiPart: "One part of a page. The vocabulary is closed, so that every client can show all of it.",
};
