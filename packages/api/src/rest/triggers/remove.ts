import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "./schemas.ts";

export const removeTrigger = defineRoute<{ realm: string; trigger: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/triggers/:trigger",
  role: "author",
  operationId: "removeTrigger",
  summary: "Remove a trigger",
  description: "Its executions and dead letters stay.",
  params: { realm: "The realm's name.", trigger: "The trigger's name." },
  success: { status: 200, description: "It is gone.", schema: removed },
  faults: readFaults,
  async handle({ services, actor, params }) {
    const { id } = await services.runner.triggers.byName(params.realm, params.trigger);
    await services.runner.triggers.remove(id, actor);
    return { removed: true };
  },
});
