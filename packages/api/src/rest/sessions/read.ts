import { defineRoute } from "../route.ts";
import { flowAnswer } from "../schemas.ts";
import { requireSessionRealm, sessionHeader, sessionSecret } from "./session-call.ts";

export const read = defineRoute<{ id: string }>({
  method: "GET",
  path: "/api/v1/sessions/:id",
  role: "open",
  scope: "flows",
  operationId: "readSession",
  summary: "The last answer of a flow session",
  description: "Runs nothing.",
  params: { id: "The session's id, fls_…" },
  headers: { "scriptyard-session": { ...sessionHeader["scriptyard-session"], required: true } },
  success: { status: 200, description: "Where the session stands.", schema: flowAnswer },
  faults: ["unauthenticated", "forbidden", "not_found", "gone", "realm_closed", "unavailable", "internal"],
  async handle({ services, token, actor, params, headers }) {
    const secret = sessionSecret(headers);
    await requireSessionRealm(services, token, params.id);
    return services.runner.submitFlow({ sessionId: params.id, secret, form: null }, actor);
  },
});
