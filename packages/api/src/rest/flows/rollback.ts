import { note } from "@scriptyard/model";
import { z } from "zod";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { flowPublished } from "./schemas.ts";

const body = z.strictObject({ toVersion: z.int().min(1), note: note(500) });

export const rollbackFlow = defineRoute<{ realm: string; flow: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows/:flow/rollback",
  role: "author",
  cost: "compile",
  operationId: "rollbackFlow",
  summary: "Make an earlier version live again",
  description: "For every walk that starts from now on. What is drawn stays as it is.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  body,
  success: { status: 201, description: "It is live.", schema: flowPublished },
  faults: [...writeFaults, "busy"],
  async handle({ services, actor, params, body }) {
    const { event } = await services.runner.flowGraphs.rollback(params, body, actor);
    const { version, previousVersion } = event;
    return { version, previousVersion, findings: [] };
  },
});
