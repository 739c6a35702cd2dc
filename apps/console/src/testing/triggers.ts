import type { Outputs } from "../app/trpc.ts";
import type { Answers } from "./wire.ts";

type Trigger = Outputs["triggers"]["list"][number];
type Kind = Outputs["triggers"]["kinds"][number];
type Letter = Outputs["triggers"]["deadLetters"]["items"][number];

/** An endpoint that answers `POST /orders`, but for what a test is about. */
export const aTrigger = (change: Partial<Trigger> = {}): Trigger => ({
  id: "trg_orders",
  realmId: "rlm_acme",
  kind: "http",
  name: "orders",
  description: "",
  scriptId: "scr_order",
  config: { method: "POST", path: "/orders" },
  enabled: true,
  disabledReason: null,
  failureLimit: 10,
  createdAt: 0,
  updatedAt: 1,
  revision: "r1",
  hasSecret: false,
  summary: "POST /orders",
  address: "/hooks/acme/orders",
  script: { module: "shop", name: "order", live: true },
  state: {
    triggerId: "trg_orders",
    failures: 0,
    lastRunAt: null,
    lastStatus: null,
    lastExecutionId: null,
    lastScheduledAt: null,
  },
  nextAt: null,
  waiting: null,
  ...change,
});

/** A subscription to `orders.>`. */
export const aSubscription = (change: Partial<Trigger> = {}): Trigger =>
  aTrigger({
    id: "trg_heard",
    kind: "bus",
    name: "heard",
    config: { topic: "orders.>" },
    summary: "orders.>",
    address: null,
    waiting: 0,
    ...change,
  });

const kind = (name: Kind["kind"], title: string, properties: object, required: string[] = []): Kind => ({
  kind: name,
  title,
  description: `${title} starts it.`,
  hook: { http: "onRequest", bus: "onMessage", schedule: "onSchedule", tool: "onCall" }[name],
  configSchema: { type: "object", properties, required } as Kind["configSchema"],
  available: true,
});

export const triggerKinds: Kind[] = [
  kind("http", "HTTP endpoint", {
    method: { enum: ["GET", "POST"], default: "POST", title: "Method" },
    path: { type: "string", title: "Path", default: "/" },
    overlap: { type: "boolean", title: "Overlap", default: false },
  }),
  kind("bus", "Message", { topic: { type: "string", title: "Topic", examples: ["orders.*"] } }, ["topic"]),
  kind("schedule", "Schedule", { cron: { type: "string", title: "Cron expression" } }),
  { ...kind("tool", "Tool", { toolName: { type: "string", title: "Tool name" } }), available: false },
];

export const aLetter = (n: number, change: Partial<Letter> = {}): Letter =>
  ({
    id: `dlt_${n}`,
    realmId: "rlm_acme",
    triggerId: "trg_heard",
    message: { id: `msg_${n}`, topic: `orders.n${n}`, payload: { n } },
    reason: "execution",
    error: "order is undefined",
    attempts: 3,
    at: 0,
    ...change,
  }) as unknown as Letter;

/** A server with these triggers, of which nobody speaks. */
export const triggersAnswers = (triggers: () => Trigger[], more: Answers = {}): Answers => ({
  "triggers.list": triggers,
  "triggers.kinds": () => triggerKinds,
  "triggers.deadLetters": () => ({ items: [], next: null }),
  "triggers.explain": () => null,
  "references.usedBy": () => ({ uses: [], more: 0 }),
  "registry.withHook": () => ({ items: [], more: false }),
  ...more,
});
