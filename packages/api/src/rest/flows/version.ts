import { flowOf } from "../../flows/flow-of.ts";
import { found } from "../../scope/scope.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { versionIn } from "./flow-answers.ts";
import { flowVersionAnswer } from "./schemas.ts";

export const getFlowVersion = defineRoute<{ realm: string; flow: string; number: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows/:flow/versions/:number",
  role: "operator",
  operationId: "getFlowVersion",
  summary: "Read a version of a flow",
  description: "With its graph.",
  params: { realm: "The realm's name.", flow: "The flow's name.", number: "Of the version." },
  success: { status: 200, description: "The version.", schema: flowVersionAnswer },
  faults: ["bad_request", ...readFaults],
  async handle({ services, params }) {
    const { flow } = await flowOf(services, params);
    const number = versionIn("number", params.number);
    const { graph, createdAt } = found(
      await services.store.flows.version(flow.id, number),
      `The flow "${flow.name}" has no version ${number}.`,
    );
    return { number, createdAt, graph };
  },
});
