import { note } from "@scriptyard/model";
import { z } from "zod";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { flowPublished } from "./schemas.ts";

const body = z.strictObject({ revision: z.int().min(1), note: note(500) });

export const publishFlow = defineRoute<{ realm: string; flow: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows/:flow/publish",
  role: "author",
  cost: "compile",
  operationId: "publishFlow",
  summary: "Publish what is drawn",
  description:
    "It becomes the next version, live for every walk that starts from now on. `revision` is that of the draft that was looked at. What is wrong with the graph is in `details.findings` of a refusal.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  body,
  success: { status: 201, description: "It is live.", schema: flowPublished },
  faults: [...writeFaults, "draft_invalid", "busy"],
  async handle({ services, actor, params, body }) {
    const { event, findings } = await services.runner.flowGraphs.publish(params, body, actor);
    const { version, previousVersion } = event;
    return {
      version,
      previousVersion,
      findings: findings.map(({ code, severity, message, remedy }) => ({ code, severity, message, remedy })),
    };
  },
});
