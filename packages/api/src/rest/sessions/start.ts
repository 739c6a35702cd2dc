import type { Json } from "@scriptyard/model";
import { z } from "zod";
import { runFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { anyJson, flowAnswer } from "../schemas.ts";

const body = z
  .strictObject({
    context: z
      .record(z.string().max(60), anyJson)
      .optional()
      .describe(
        "What the product knows about the visitor, in the parts that the realm's host names in its reference: for a login its request, user and device.",
      ),
  })
  .optional();

export const start = defineRoute<{ realm: string; flow: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows/:flow/sessions",
  role: "open",
  scope: "flows",
  operationId: "startFlow",
  summary: "Start a walk through a flow",
  description:
    "Runs nodes until one asks the user something or the flow ends. The script versions are fixed for this walk.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  body,
  success: { status: 201, description: "It started; keep the secret.", schema: flowAnswer },
  faults: runFaults,
  async handle({ services, actor, params, body }) {
    const context = (body?.context ?? {}) as { [part: string]: Json };
    return services.runner.startFlow(
      { realm: params.realm, flow: params.flow, mode: "live", context },
      actor,
    );
  },
});
