import { flowChanges } from "@scriptyard/model";
import { flowOf } from "../../flows/flow-of.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { graphNamed } from "./flow-answers.ts";
import { flowDifference } from "./schemas.ts";

const which = "`live`, `draft`, or the number of a version.";

export const diffFlow = defineRoute<{ realm: string; flow: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows/:flow/diff",
  role: "operator",
  operationId: "diffFlow",
  summary: "What differs between two graphs of a flow",
  description: "What was added, removed, rewired, renamed and moved.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  query: {
    from: { description: `${which} Default: live.` },
    to: { description: `${which} Default: draft.` },
  },
  success: { status: 200, description: "In the order of reading.", schema: flowDifference },
  faults: ["bad_request", ...readFaults],
  async handle({ services, params, query }) {
    const { flow } = await flowOf(services, params);
    const [from, to] = [query.get("from") ?? "live", query.get("to") ?? "draft"];
    const before = await graphNamed(services, flow, { field: "from", word: from });
    const after = await graphNamed(services, flow, { field: "to", word: to });
    return { from, to, changes: flowChanges(before, after) };
  },
});
