import { flowOf } from "../../flows/flow-of.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { detailOf } from "./flow-answers.ts";
import { flowDetail } from "./schemas.ts";

export const getFlow = defineRoute<{ realm: string; flow: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows/:flow",
  role: "operator",
  operationId: "getFlow",
  summary: "Read a flow",
  description: "The graph that walks go through, and the one that is drawn.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  success: { status: 200, description: "The flow.", schema: flowDetail },
  faults: readFaults,
  async handle({ services, params }) {
    return detailOf(services, (await flowOf(services, params)).flow);
  },
});
