import {
  busMessageSchema,
  deadLetterSchema,
  idSchema,
  triggerSchema,
  triggerStateSchema,
} from "@scriptyard/model";
import { z } from "zod";

const anyJson = z.unknown().meta({ description: "Any JSON value." });
const jsonObject = z.record(z.string(), anyJson);

/** Kept equal to the runner's `TriggerView` by a type test. */
export const triggerAnswer = triggerSchema.omit({ sealedSecret: true }).extend({
  config: jsonObject.describe("By the schema of the kind."),
  revision: z.string().describe("Of its settings: send it as `basedOn` of a change."),
  hasSecret: z.boolean(),
  summary: z.string().describe("What it listens to, in one line."),
  address: z
    .string()
    .nullable()
    .describe(
      "Path of an HTTP endpoint on this server, or its whole address where endpoints have a host of their own.",
    ),
  script: z.object({ module: z.string(), name: z.string(), live: z.boolean() }),
  state: triggerStateSchema,
  nextAt: z.number().nullable().describe("When a schedule is due next, epoch milliseconds."),
  waiting: z.int().nullable().describe("Messages in line for a subscription."),
});

export const triggerSaved = z.object({
  trigger: triggerAnswer,
  secret: z.string().nullable().describe("Of a signed endpoint, when it was made just now: keep it."),
});
export const triggerList = z.object({ triggers: z.array(triggerAnswer) });
export const removed = z.object({ removed: z.literal(true) });

export const publishedAnswer = z.object({
  messageId: z.string(),
  subscriptions: z.int().describe("Triggers it was put in line for."),
});

export const deadLetterList = z.object({
  items: z.array(
    deadLetterSchema.extend({
      triggerId: idSchema("trg").nullable(),
      message: busMessageSchema.extend({ payload: anyJson }),
    }),
  ),
  next: z.string().nullable().describe("Send it as `cursor` for the next page."),
});
export const redelivered = z.object({ redelivered: z.literal(true) });

const toolAnswer = z.object({
  name: z.string(),
  description: z.string(),
  version: z.string(),
  parameters: jsonObject.describe("JSON Schema."),
  result: jsonObject.nullable().describe("JSON Schema; null = any value."),
});
export const toolList = z.object({ tools: z.array(toolAnswer) });

/** Names under which the OpenAPI document keeps them. */
export const triggerComponents: [z.ZodType, string][] = [
  [triggerAnswer, "Trigger"],
  [triggerSaved, "TriggerSaved"],
  [triggerList, "TriggerList"],
  [removed, "Removed"],
  [publishedAnswer, "Published"],
  [deadLetterList, "DeadLetterList"],
  [redelivered, "Redelivered"],
  [toolList, "ToolList"],
];
