import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { jsonSchema } from "../json.ts";
import { topicExpression } from "../name-grammar.ts";
import { slug } from "../names.ts";
import { outcomeErrorTypeSchema } from "../outcome.ts";
import { kindsOfTrigger, type TriggerKind } from "../starters.ts";
import { ms } from "./common.ts";

export const triggerKind = z.enum(kindsOfTrigger);

/** Fields of each kind's configuration that say what it answers to: what somebody looks for it by, beside its name. */
export const addressOfTrigger = {
  bus: ["topic"],
  http: ["method", "path"],
  schedule: ["cron"],
  tool: [],
} as const satisfies Record<TriggerKind, readonly string[]>;

/** How many failures in a row disable a trigger; 0 = never. */
export const failureLimit = z.int().min(0).max(1_000);
export const defaultFailureLimit = 10;

/** One rule "when this happens, run that script", as somebody made it. What it went through is in `TriggerState`. */
export const triggerSchema = z.object({
  id: idSchema("trg"),
  realmId: idSchema("rlm"),
  kind: triggerKind,
  /** Unique in the realm; part of addresses. */
  name: slug,
  description: z.string().max(500),
  scriptId: idSchema("scr"),
  /** Of the kind's own schema, which the runner checks. */
  config: z.record(z.string(), jsonSchema),
  enabled: z.boolean(),
  /** Why it is not enabled, when the product switched it off; null otherwise. */
  disabledReason: z.string().nullable(),
  failureLimit,
  /** AES-256-GCM text of its secret (signed HTTP endpoints); never leaves the runner. */
  sealedSecret: z.string().nullable(),
  createdAt: ms,
  updatedAt: ms,
});
export type Trigger = z.infer<typeof triggerSchema>;

/** What happened to a trigger so far. Changes with every run, so it is kept apart from what people made. */
export const triggerStateSchema = z.object({
  triggerId: idSchema("trg"),
  /** Failures since the last success. */
  failures: z.int().min(0),
  lastRunAt: ms.nullable(),
  lastStatus: z.enum(["ok", "error"]).nullable(),
  lastExecutionId: idSchema("exe").nullable(),
  /** Of a schedule: the latest point in time that was dealt with. */
  lastScheduledAt: ms.nullable(),
});
export type TriggerState = z.infer<typeof triggerStateSchema>;

/** `orders.created`: up to 16 words of letters, digits, `_` and `-`, with dots between. */
export const topicSchema = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^${topicExpression}$`),
    "words of letters, digits, _ or - with dots between, 16 at most, e.g. orders.created",
  );

/** Largest payload of a message, in bytes of JSON. */
export const messagePayloadBytes = 65_536;
/** Headers that whoever publishes may add: how many, and the characters of a name (ASCII) and of a value. */
export const messageHeaders = { most: 20, nameCharacters: 60, valueCharacters: 1_000 } as const;
/** Largest message, in bytes of JSON: a character of a header has six at most, and around all that stand id, topic and time. */
export const messageBytes =
  messagePayloadBytes +
  (messageHeaders.most + 3) * (messageHeaders.nameCharacters + 6 * messageHeaders.valueCharacters + 6) +
  1_000;

/** What travels on the bus; `onMessage` gets it. */
export const busMessageSchema = z.object({
  id: idSchema("msg"),
  topic: topicSchema,
  payload: jsonSchema,
  /** Lower-case names. `hops` counts how many scripts it went through. */
  headers: z.record(z.string(), z.string()),
  /** When it was published, ISO 8601. */
  time: z.iso.datetime(),
});
export type BusMessage = z.infer<typeof busMessageSchema>;

/** Why a message was put aside: the handler's last error, or what kept it from the handler. */
export const deadLetterReason = z.enum([...outcomeErrorTypeSchema.options, "disabled"]);
export type DeadLetterReason = z.infer<typeof deadLetterReason>;

/** A message that was not handled: kept until somebody delivers it again or deletes it. */
export const deadLetterSchema = z.object({
  id: idSchema("dlt"),
  realmId: idSchema("rlm"),
  /** The subscription that did not handle it; null = it was refused before any. */
  triggerId: idSchema("trg").nullable(),
  message: busMessageSchema,
  reason: deadLetterReason,
  error: z.string(),
  attempts: z.int().min(0),
  /** The last run, or the run that published it. */
  executionId: idSchema("exe").nullable(),
  at: ms,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
