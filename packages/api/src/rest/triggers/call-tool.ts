import type { Json } from "@scriptyard/model";
import { z } from "zod";
import { runFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { answerOf, anyJson, executionAnswer } from "../schemas.ts";

const body = z.strictObject({
  params: z.record(z.string(), anyJson).default({}).describe("By the tool's own schema."),
});

export const callTool = defineRoute<{ realm: string; name: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/tools/:name/call",
  role: "open",
  scope: "tools",
  // Its schema is somebody's own, interpreted: the patterns of one may take twenty milliseconds for a few kilobytes.
  turnFromBytes: 2_000,
  operationId: "callTool",
  summary: "Call a tool",
  description: 'A script\'s failure is part of the answer (`status: "error"`), with HTTP status 200.',
  params: { realm: "The realm's name.", name: "The tool's name." },
  body,
  success: { status: 200, description: "It ran.", schema: executionAnswer },
  faults: [...runFaults, "gone"],
  async handle({ services, actor, params, body }) {
    const given = body.params as { [name: string]: Json };
    const execution = await services.runner.triggers.callTool(params.realm, params.name, given, actor);
    return answerOf(execution);
  },
});
