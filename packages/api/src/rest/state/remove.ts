import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "../triggers/schemas.ts";

export const removeState = defineRoute<{ realm: string; id: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/state/:id",
  role: "author",
  operationId: "removeState",
  summary: "Delete an entry of state",
  description:
    "Scripts find nothing under its key then: a counter begins anew, who was locked out is let in.",
  params: { realm: "The realm's name.", id: "The entry's id: sta_…" },
  success: { status: 200, description: "It is gone.", schema: removed },
  faults: writeFaults,
  async handle({ services, actor, params }) {
    await services.runner.state.remove(params.realm, params.id, actor);
    return { removed: true };
  },
});
