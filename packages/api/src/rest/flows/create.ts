import { label, slug } from "@scriptyard/model";
import { z } from "zod";
import { flowOrigin } from "../../flows/create.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { detailOf } from "./flow-answers.ts";
import { flowDetail } from "./schemas.ts";

const body = z.strictObject({ name: slug, title: label(120), from: flowOrigin.optional() });

export const createFlow = defineRoute<{ realm: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows",
  role: "author",
  cost: "compile",
  operationId: "createFlow",
  summary: "Make a flow",
  description:
    "`from.kind`: `blank` (default), `template` for one that the host delivers, or `copy` of another flow as it is drawn; both bring scripts for its nodes. Nothing of it is live.",
  params: { realm: "The realm's name." },
  body,
  success: { status: 201, description: "It can be drawn.", schema: flowDetail },
  faults: [...writeFaults, "busy"],
  async handle({ services, actor, params, body }) {
    return detailOf(
      services,
      await services.runner.flowGraphs.create({ ...body, realm: params.realm }, actor),
    );
  },
});
