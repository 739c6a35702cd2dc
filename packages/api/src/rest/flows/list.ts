import { deletedFlows } from "../../flows/deleted.ts";
import { realmOf } from "../../scope/scope.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { headOf } from "./flow-answers.ts";
import { flowList } from "./schemas.ts";

export const listFlows = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows",
  role: "operator",
  operationId: "listFlows",
  summary: "List the flows",
  description: "With what is drawn of each, and those that were deleted less than seven days ago.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "By name.", schema: flowList },
  faults: readFaults,
  async handle({ services, params }) {
    const realm = await realmOf(services, params.realm);
    const { flows } = services.store;
    const [found, drafts, deleted] = await Promise.all([
      flows.list(realm.id),
      flows.drafts(realm.id),
      deletedFlows(services, realm),
    ]);
    const drawn = new Map(drafts.map((draft) => [draft.flowId, draft]));
    return { flows: found.map((flow) => headOf(flow, drawn.get(flow.id) ?? null)), deleted };
  },
});
