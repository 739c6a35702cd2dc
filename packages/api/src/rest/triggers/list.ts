import { requireRealm } from "../bearer.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { triggerList } from "./schemas.ts";
import { requireTokenRole } from "./token-role.ts";

export const listTriggers = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/triggers",
  operationId: "listTriggers",
  summary: "List the triggers of a realm",
  description: "What starts scripts by itself: messages, requests, the clock, tool calls.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "By name.", schema: triggerList },
  faults: readFaults,
  async handle({ services, token, params, headers }) {
    await requireTokenRole({ services, headers }, "operator");
    await requireRealm(services, token, params.realm);
    return { triggers: await services.runner.triggers.list(params.realm) };
  },
});
