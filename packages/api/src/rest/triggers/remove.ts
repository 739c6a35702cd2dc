import { requireRealm } from "../bearer.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "./schemas.ts";
import { requireTokenRole } from "./token-role.ts";

export const removeTrigger = defineRoute<{ realm: string; trigger: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/triggers/:trigger",
  operationId: "removeTrigger",
  summary: "Remove a trigger",
  description: "Its executions and dead letters stay.",
  params: { realm: "The realm's name.", trigger: "The trigger's name." },
  success: { status: 200, description: "It is gone.", schema: removed },
  faults: readFaults,
  async handle({ services, token, requestId, params, headers }) {
    const userId = await requireTokenRole({ services, headers }, "author");
    await requireRealm(services, token, params.realm);
    const { id } = await services.runner.triggers.byName(params.realm, params.trigger);
    await services.runner.triggers.remove(id, { userId, requestId });
    return { removed: true };
  },
});
