import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { triggerList } from "./schemas.ts";

export const listTriggers = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/triggers",
  role: "operator",
  operationId: "listTriggers",
  summary: "List the triggers of a realm",
  description: "What starts scripts by itself: messages, requests, the clock, tool calls.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "By name.", schema: triggerList },
  faults: readFaults,
  async handle({ services, params }) {
    return { triggers: await services.runner.triggers.list(params.realm) };
  },
});
