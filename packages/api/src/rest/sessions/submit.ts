import type { Json } from "@scriptyard/model";
import { z } from "zod";
import { runFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { anyJson, flowAnswer } from "../schemas.ts";
import { requireSessionRealm, sessionHeader, sessionSecret } from "./session-call.ts";

const body = z.strictObject({
  form: z
    .record(z.string().max(64), anyJson)
    .nullable()
    .describe("The fields the block asked for; null repeats the last answer."),
  secret: z.string().max(200).optional().describe("Instead of the header Scriptyard-Session."),
  step: z
    .int()
    .min(0)
    .optional()
    .describe("The `step` of the answer this form answers: sent twice, it counts once."),
  redirectState: z
    .string()
    .max(2_000)
    .optional()
    .describe("After a redirect: the `state` the user came back with."),
});

export const submit = defineRoute<{ id: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/sessions/:id",
  role: "open",
  scope: "flows",
  operationId: "submitForm",
  summary: "Submit a form to a flow session",
  description: "Runs on from the node that waits.",
  params: { id: "The session's id, fls_…" },
  headers: sessionHeader,
  body,
  success: { status: 200, description: "Where the session stands now.", schema: flowAnswer },
  faults: [...runFaults, "forbidden", "conflict", "gone"],
  async handle({ services, token, actor, params, headers, body }) {
    const secret = sessionSecret(headers, body.secret);
    await requireSessionRealm(services, token, params.id);
    return services.runner.submitFlow(
      {
        sessionId: params.id,
        secret,
        form: body.form as { [name: string]: Json } | null,
        ...(body.step === undefined ? {} : { step: body.step }),
        ...(body.redirectState === undefined ? {} : { redirectState: body.redirectState }),
      },
      actor,
    );
  },
});
