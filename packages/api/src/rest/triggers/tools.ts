import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { toolList } from "./schemas.ts";

export const listTools = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/tools",
  role: "open",
  scope: "tools",
  operationId: "listTools",
  summary: "List the tools of a realm",
  description: "Those whose trigger is enabled, with the schemas of parameters and result.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "By name.", schema: toolList },
  faults: readFaults,
  async handle({ services, params }) {
    return { tools: await services.runner.triggers.tools(params.realm) };
  },
});
