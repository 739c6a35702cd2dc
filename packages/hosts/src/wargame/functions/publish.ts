import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "./as-text.ts";

const maxPayloadBytes = 65_536;

export const publish: FunctionDefinition = {
  name: "publish",
  kind: "effect",
  description:
    "Sends a message to a topic of the realm's bus, after the script succeeded. Scripts that handle the topic run next.",
  params: [
    {
      name: "topic",
      description: "Words of letters, digits, `_` or `-` with dots between, 16 at most.",
      schema: { type: "string", pattern: "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,15}$", maxLength: 200 },
    },
    { name: "payload", description: "Any JSON value, up to 64 KB.", schema: {} },
  ],
  example: `publish("battle.result", { battle: "b-1", hit: false });`,
  capability: "publish",
  levels: ["production", "development"],
  check: ([topic, payload]) =>
    Buffer.byteLength(JSON.stringify(payload ?? null)) > maxPayloadBytes
      ? `the payload for "${asText(topic)}" is larger than 64 KB; send less`
      : null,
};
