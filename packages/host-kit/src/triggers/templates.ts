import type { TemplateDefinition } from "../types.ts";

const time = "2026-05-04T09:00:00.000Z";

/** A script to start from for every hook, with inputs to preview it. */
export const triggerTemplates: TemplateDefinition[] = [
  {
    id: "on-message",
    title: "Answer a message",
    tags: ["bus", "message", "topic", "publish"],
    module: "events",
    name: "on-message",
    hook: "onMessage",
    language: "typescript",
    description: "Reads a message of the bus and publishes what follows from it.",
    source: `/**
 * Runs for every message a trigger listens to. What it publishes is sent when it has succeeded.
 */
export function onMessage(message: BusMessage): void {
  const order = message.payload as { id?: string; items?: { price: number; count: number }[] };
  if (order.id === undefined) throw new Error(\`\${message.topic}: the payload has no id\`);
  const total = (order.items ?? []).reduce((sum, item) => sum + item.price * item.count, 0);
  log.info("order added up", { id: order.id, total });
  publish("orders.checked", { id: order.id, total });
}
`,
    samples: [
      {
        name: "An order",
        description: "Two items, added up to 25.",
        args: [
          {
            id: "msg_01kqt0000000000000000000000",
            topic: "orders.created",
            payload: {
              id: "o_42",
              items: [
                { price: 10, count: 2 },
                { price: 5, count: 1 },
              ],
            },
            headers: {},
            time,
          },
        ],
      },
      {
        name: "Nothing ordered",
        description: "No items: the total is zero.",
        args: [
          {
            id: "msg_01kqt0000000000000000000001",
            topic: "orders.created",
            payload: { id: "o_43" },
            headers: {},
            time,
          },
        ],
      },
    ],
  },
  {
    id: "http-endpoint",
    title: "Answer an HTTP request",
    tags: ["http", "webhook", "endpoint", "request"],
    module: "endpoints",
    name: "http-endpoint",
    hook: "onRequest",
    language: "typescript",
    description: "An HTTP endpoint that checks what it is sent and answers JSON.",
    source: `/**
 * Answers a request. Throwing answers 500 without a word about the inside.
 */
export function onRequest(request: HookRequest): HookResponse {
  if (request.bodyType !== "json") return { status: 415, body: { error: "send JSON" } };
  const { name } = request.body as { name?: unknown };
  if (typeof name !== "string") return { status: 400, body: { error: "name: expected a text" } };
  publish("greetings.sent", { name });
  return { status: 200, body: { greeting: \`Hello \${name}\` } };
}
`,
    samples: [
      {
        name: "A greeting",
        description: "JSON with a name.",
        args: [
          {
            id: "req_01kqt0000000000000000000000",
            method: "POST",
            path: "/hello",
            params: {},
            query: {},
            headers: { "content-type": "application/json" },
            bodyType: "json",
            body: { name: "Maria" },
            ip: "203.0.113.7",
            time,
          },
        ],
      },
      {
        name: "Not JSON",
        description: "Answered with 415.",
        args: [
          {
            id: "req_01kqt0000000000000000000001",
            method: "POST",
            path: "/hello",
            params: {},
            query: {},
            headers: { "content-type": "text/plain" },
            bodyType: "text",
            body: "Maria",
            ip: "203.0.113.7",
            time,
          },
        ],
      },
    ],
  },
  {
    id: "on-schedule",
    title: "Do something every night",
    tags: ["cron", "schedule", "interval", "nightly"],
    module: "jobs",
    name: "nightly",
    hook: "onSchedule",
    language: "typescript",
    description: "Runs when a trigger's cron expression or interval is due.",
    source: `/**
 * Runs when it is due; \`missed\` counts the times that passed while the server was not running.
 */
export function onSchedule(event: ScheduleEvent): void {
  if (event.missed > 0) log.warn("runs were missed", { missed: event.missed });
  publish("reports.requested", { day: event.scheduledAt.slice(0, 10) });
}
`,
    samples: [
      {
        name: "On time",
        description: "Nothing was missed.",
        args: [{ scheduledAt: time, firedAt: "2026-05-04T09:00:00.120Z", missed: 0 }],
      },
      {
        name: "After a stop",
        description: "Two nights passed while the server was not running.",
        args: [{ scheduledAt: time, firedAt: "2026-05-04T09:12:00.000Z", missed: 2 }],
      },
    ],
  },
  {
    id: "tool",
    title: "Be a tool",
    tags: ["tool", "call", "function", "mcp"],
    module: "tools",
    name: "tool",
    hook: "onCall",
    language: "typescript",
    description: "A named tool with parameters and a result, callable over the HTTP API.",
    source: `/**
 * Answers a call. The trigger's schemas check parameters and result.
 */
export function onCall(params: ToolParams): Json {
  const { net, rate } = params as { net: number; rate: number };
  return { gross: Math.round(net * (1 + rate) * 100) / 100 };
}
`,
    samples: [
      { name: "A price", description: "100 net at 20 %.", args: [{ net: 100, rate: 0.2 }] },
      { name: "No tax", description: "A rate of zero.", args: [{ net: 19.99, rate: 0 }] },
    ],
  },
];
