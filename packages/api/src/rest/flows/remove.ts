import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "../triggers/schemas.ts";

export const removeFlow = defineRoute<{ realm: string; flow: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/flows/:flow",
  role: "author",
  operationId: "removeFlow",
  summary: "Delete a flow",
  description:
    "Nobody can start it; walks under way go on, its scripts stay. It can be taken back for seven days.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  success: { status: 200, description: "It is deleted.", schema: removed },
  faults: writeFaults,
  async handle({ services, actor, params }) {
    await services.runner.flowGraphs.remove(params, actor);
    return { removed: true };
  },
});
