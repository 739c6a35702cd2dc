import { hookOfTrigger } from "@scriptyard/model";
import type { HookDefinition, SchemaSource } from "../types.ts";

/** The hooks that triggers call, in the order of `triggerKind` in `model`. */
export function triggerHooks(functions: string[]): HookDefinition[] {
  return [
    {
      name: hookOfTrigger.bus,
      title: "On a message",
      description:
        "Runs for every message of the bus whose topic a trigger listens to. A failure is tried again; what keeps failing is put aside as a dead letter. The publisher never hears of it.",
      params: [
        { name: "message", schema: { $ref: "#/$defs/BusMessage" }, description: "What was published." },
      ],
      functions,
    },
    {
      name: hookOfTrigger.http,
      title: "At an HTTP endpoint",
      description:
        "Answers an HTTP request to `/hooks/<realm>/…`. A failure answers 500 and a timeout 504, both without a word about the inside.",
      params: [
        { name: "request", schema: { $ref: "#/$defs/HookRequest" }, description: "What the client sent." },
      ],
      result: { $ref: "#/$defs/HookResponse" },
      resultType: "HookResponse",
      functions,
    },
    {
      name: hookOfTrigger.schedule,
      title: "At a point in time",
      description: "Runs when the clock reaches what a trigger's cron expression or interval says.",
      params: [{ name: "event", schema: { $ref: "#/$defs/ScheduleEvent" }, description: "When it was due." }],
      functions,
    },
    {
      name: hookOfTrigger.tool,
      title: "As a tool",
      description:
        "Answers the call of a named tool. The trigger's own schemas say what parameters and result look like; both are checked.",
      params: [
        {
          name: "params",
          schema: { $ref: "#/$defs/ToolParams" },
          description: "The parameters of the call, checked already.",
        },
      ],
      result: {},
      functions,
    },
  ];
}

const texts = (description: string): SchemaSource => ({
  type: "object",
  additionalProperties: { type: "string" },
  description,
});

/** Named types of the hooks' schemas. JSON Schema, because a host's other types may be either. */
export const triggerTypes: { [name: string]: SchemaSource } = {
  BusMessage: {
    type: "object",
    description: "A message of the bus.",
    properties: {
      id: { type: "string", description: "The same when a message is delivered again." },
      topic: { type: "string", description: "Words with dots between, e.g. `orders.created`." },
      payload: { description: "Any JSON value. Check it: whoever may publish decides what it holds." },
      headers: texts("Lower-case names."),
      time: { type: "string", format: "date-time", description: "When it was published." },
    },
    required: ["id", "topic", "payload", "headers", "time"],
    additionalProperties: false,
  },
  HookRequest: {
    type: "object",
    description: "A request to an HTTP endpoint.",
    properties: {
      id: { type: "string" },
      method: { type: "string", description: "Upper case; a HEAD request arrives as GET." },
      path: { type: "string", description: "Behind `/hooks/<realm>`, e.g. `/orders/42`." },
      params: texts("Values of the `:name` parts of the trigger's path, decoded."),
      query: {
        type: "object",
        additionalProperties: {
          anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
        },
        description: "A list where a name was there more than once.",
      },
      headers: texts(
        "Lower-case names: the usual ones, and those that the trigger's Request headers name. Never credentials.",
      ),
      bodyType: {
        enum: ["none", "json", "text", "form", "raw"],
        description: "How `body` is to be read; `raw` is base64 of bytes of an unknown type.",
      },
      body: { description: "JSON value, text, object of form fields, base64, or null without a body." },
      rawBody: {
        type: "string",
        description: "Base64 of the body's bytes as they came, where the trigger's Raw body is on.",
      },
      ip: { type: "string", description: "Address of the client, as the server saw it." },
      time: { type: "string", format: "date-time" },
    },
    required: ["id", "method", "path", "params", "query", "headers", "bodyType", "body", "ip", "time"],
    additionalProperties: false,
  },
  HookResponse: {
    type: "object",
    description: "What an HTTP endpoint answers.",
    properties: {
      status: { type: "integer", minimum: 200, maximum: 599 },
      headers: texts(
        "The usual ones about the answer, and those that the trigger's Response headers name; no types that browsers run; redirects go where the realm allows.",
      ),
      body: {
        description: "Text is sent as it is (`text/plain` unless a header says otherwise), all else as JSON.",
      },
    },
    required: ["status"],
    additionalProperties: false,
  },
  ScheduleEvent: {
    type: "object",
    description: "A point in time that a schedule reached.",
    properties: {
      scheduledAt: { type: "string", format: "date-time", description: "When it was due." },
      firedAt: { type: "string", format: "date-time", description: "When it ran." },
      missed: {
        type: "integer",
        minimum: 0,
        description: "Earlier points in time that were due and had no run of their own.",
      },
    },
    required: ["scheduledAt", "firedAt", "missed"],
    additionalProperties: false,
  },
  ToolParams: {
    type: "object",
    description: "Parameters of a tool, as the trigger's schema describes them.",
    additionalProperties: true,
  },
};
