import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { secretList } from "./schemas.ts";

export const listSecrets = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/secrets",
  role: "admin",
  scope: "secrets",
  cost: "search",
  operationId: "listSecrets",
  summary: "List secrets",
  description: "By name, with their versions and who uses them. Nothing answers a value.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "All of them.", schema: secretList },
  faults: [...readFaults, "rate_limited", "busy"],
  handle: async ({ services, params }) => services.runner.secrets.list(params.realm),
});
