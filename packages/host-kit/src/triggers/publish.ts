import type { Json } from "@scriptyard/model";
import { messagePayloadBytes, topicExpression } from "@scriptyard/model";
import type { FunctionDefinition } from "../types.ts";
import { publishOptions, sensitivePayload } from "./publish-options.ts";

/** The effect by which a script puts a message on the bus. It is applied after the run succeeded. */
export const publishEffect: FunctionDefinition = {
  name: "publish",
  kind: "effect",
  description:
    "Puts a message on the bus of the realm, for every trigger that listens to the topic. Sent after the script succeeded. A message that went through eight scripts is put aside instead: scripts that answer each other would never end.",
  params: [
    {
      name: "topic",
      description: "Words of letters, digits, `_` or `-` with dots between, 16 at most.",
      schema: {
        type: "string",
        pattern: `^${topicExpression}$`,
        minLength: 1,
        maxLength: 200,
      },
    },
    { name: "payload", description: "Any JSON value, up to 64 KB.", schema: {} },
    publishOptions,
  ],
  sensitive: sensitivePayload,
  publishes: true,
  example: `publish("orders.checked", { id: "o_42", total: 12.5 });`,
  capability: "publish",
  levels: ["production", "development"],
  check: ([topic, payload]) =>
    jsonBytes(payload ?? null) > messagePayloadBytes
      ? `the payload for "${typeof topic === "string" ? topic : "?"}" is larger than 64 KB; send less`
      : null,
};

const encoder = new TextEncoder();

function jsonBytes(value: Json): number {
  return encoder.encode(JSON.stringify(value)).length;
}
