import type { BusMessage, DeadLetterReason, FaultCode, Json } from "@scriptyard/model";
import { Fault, faults, messageBytes, newId } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";
import { z } from "zod";
import type { Verdict } from "../../../bus/message-bus.ts";
import { hopsOf } from "../../../bus/publisher.ts";
import { topicPatternSchema } from "../../../bus/topic.ts";
import type { TriggerScope } from "../kind.ts";
import { defineKind } from "../kind.ts";

const configSchema = z.strictObject({
  topic: topicPatternSchema.meta({
    title: "Topic",
    description: "orders.* hears one word more, orders.> everything below.",
    examples: ["orders.*"],
  }),
  attempts: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta({ title: "Attempts", description: "Tries before a message is put aside as a dead letter." }),
  backoffMs: z.int().min(1).max(60_000).default(1_000).meta({
    title: "Back-off, ms",
    description: "Wait before the second try; doubled for each further one, a minute at most.",
  }),
  queueLength: z.int().min(1).max(100_000).default(1_000).meta({
    title: "Messages in line",
    description: "Most that may wait; further publishers are refused.",
  }),
  concurrency: z.int().min(1).max(16).default(4).meta({
    title: "Topics side by side",
    description: "Within a topic messages are handled one at a time, in order.",
  }),
});
type BusConfig = z.infer<typeof configSchema>;

/** A subscription to the realm's bus. */
export const bus = defineKind<BusConfig>({
  kind: "bus",
  title: "Message",
  description: "Runs a script for every message on a topic.",
  config: configSchema,
  summary: ({ topic }) => topic,
  fireOptions: () => ({ door }),
  sample: ({ topic }, now) => ({
    id: newId("msg", now),
    topic: topic.replaceAll("*", "created").replace(/>$/, "created"),
    payload: { id: "o_42" },
    headers: {},
    time: new Date(now).toISOString(),
  }),
  start(config, scope) {
    const { trigger, deadLetters } = scope;
    const subscription = scope.bus.subscribe({
      id: trigger.id,
      realmId: trigger.realmId,
      pattern: config.topic,
      bound: config.queueLength,
      concurrency: config.concurrency,
      attempts: config.attempts,
      backoffMs: config.backoffMs,
      handle: (message, _attempt, handled) => handle(scope, message, handled),
      onDead(message, attempts, { reason, error, executionId }, deliveryId) {
        const at = scope.clock();
        const { id: triggerId, realmId } = trigger;
        const letter = { realmId, triggerId, message, reason, error, attempts, executionId, at };
        deadLetters.add({ id: newId("dlt", at), ...letter }, deliveryId);
      },
    });
    return {
      close: (reason) => subscription.close(reason),
      waiting: () => subscription.stats().waiting,
      [Symbol.asyncDispose]: () => subscription.close("cancelled"),
    };
  },
});

/** Whatever was let onto the bus is handed on. */
const door = { inputBytes: messageBytes };

/** Of a dead letter whose script did not run. */
const reasons: { readonly [code in FaultCode]?: DeadLetterReason } = {
  gone: "disabled",
  unavailable: "cancelled",
  too_large: "operation_limit",
};

async function handle(
  scope: TriggerScope,
  message: BusMessage,
  handled: readonly BusChange[],
): Promise<Verdict> {
  try {
    const execution = await scope.fire(message as unknown as Json, { door, hops: hopsOf(message), handled });
    const { error, id: executionId } = execution;
    if (error === null) return { kind: "handled" };
    return { kind: "failed", failure: { reason: error.type, error: error.message, executionId } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The server stops: waiting for a better moment would keep it from that.
    const stops = error.code === "unavailable";
    if (faults[error.code].retry && !stops) return { kind: "later" };
    const reason = reasons[error.code] ?? "not_found";
    return { kind: "failed", failure: { reason, error: error.message, executionId: null } };
  }
}
