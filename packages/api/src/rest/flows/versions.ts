import { flowOf } from "../../flows/flow-of.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { flowVersionList } from "./schemas.ts";

export const listFlowVersions = defineRoute<{ realm: string; flow: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows/:flow/versions",
  role: "operator",
  operationId: "listFlowVersions",
  summary: "What became live of a flow",
  description: "Publishes and rollbacks, the newest 100.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  success: { status: 200, description: "Newest first.", schema: flowVersionList },
  faults: readFaults,
  async handle({ services, params }) {
    const { flow } = await flowOf(services, params);
    const events = await services.store.flows.publishes(flow.id);
    return {
      versions: events.map(({ kind, version, previousVersion, note, authorName: author, at }) => ({
        kind,
        version,
        previousVersion,
        note,
        author,
        at,
      })),
    };
  },
});
