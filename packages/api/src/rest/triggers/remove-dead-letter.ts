import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "./schemas.ts";

export const removeDeadLetter = defineRoute<{ realm: string; id: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/dead-letters/:id",
  role: "operator",
  operationId: "removeDeadLetter",
  summary: "Delete a dead letter",
  description: "The message is gone then.",
  params: { realm: "The realm's name.", id: "The dead letter's id." },
  success: { status: 200, description: "It is gone.", schema: removed },
  faults: readFaults,
  async handle({ services, actor, params }) {
    await services.runner.triggers.removeDeadLetter(params.realm, params.id, actor);
    return { removed: true };
  },
});
