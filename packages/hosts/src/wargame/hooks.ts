import type { HookDefinition } from "@scriptyard/host-kit";

/** What starts a script of this host: a message of the bus, or a request to one of its addresses. */
export const wargameHooks: HookDefinition[] = [
  {
    name: "onMessage",
    title: "A message arrives",
    description:
      "Runs once for every message of the topics this script handles. It returns nothing; what it wants goes out with `publish`.",
    params: [{ name: "message", schema: { $ref: "#/$defs/BusMessage" }, description: "What was published." }],
  },
  {
    name: "onRequest",
    title: "A request arrives",
    description: "Runs for every request to the routes of this script and answers it.",
    params: [
      { name: "request", schema: { $ref: "#/$defs/HookRequest" }, description: "What the caller sent." },
    ],
    result: { $ref: "#/$defs/HookResponse" },
    resultType: "HookResponse",
  },
];
