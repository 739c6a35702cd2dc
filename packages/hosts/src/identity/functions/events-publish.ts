import type { FunctionDefinition } from "@scriptyard/host-kit";
import { publishOptions, sensitivePayload } from "@scriptyard/host-kit/host-calls";
import { asText } from "../text/argument.ts";
import { jsonBytes } from "../text/size.ts";

export const eventsPublish: FunctionDefinition = {
  name: "events.publish",
  kind: "effect",
  description: "Tells other systems that something happened. Sent after the script succeeded, at least once.",
  params: [
    {
      name: "topic",
      description: "Words in lower case with dots between.",
      schema: { type: "string", pattern: "^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*){0,7}$", maxLength: 100 },
    },
    { name: "payload", description: "Any JSON value, up to 16 KB.", schema: {} },
    publishOptions,
  ],
  sensitive: sensitivePayload,
  example: `events.publish("login.new-country", { userId: "u_1042", country: "NO" });`,
  capability: "events.publish",
  levels: ["production", "development"],
  check: ([topic, payload]) =>
    jsonBytes(payload) > 16_384 ? `the payload for "${asText(topic)}" is larger than 16 KB; send less` : null,
  publishes: true,
};
