import { label } from "@scriptyard/model";
import { z } from "zod";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { detailOf } from "./flow-answers.ts";
import { flowDetail } from "./schemas.ts";

const body = z.strictObject({ title: label(120) });

export const renameFlow = defineRoute<{ realm: string; flow: string }, z.infer<typeof body>>({
  method: "PATCH",
  path: "/api/v1/realms/:realm/flows/:flow",
  role: "author",
  operationId: "renameFlow",
  summary: "Give a flow another title",
  description: "Its name stays, which addresses and scripts go by.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  body,
  success: { status: 200, description: "The flow as it is now.", schema: flowDetail },
  faults: writeFaults,
  async handle({ services, actor, params, body }) {
    return detailOf(services, await services.runner.flowGraphs.rename(params, body.title, actor));
  },
});
