import { defineRoute } from "../route.ts";
import { flowLink } from "../schemas.ts";
import { requireSessionRealm, sessionHeader, sessionSecret } from "./session-call.ts";

export const link = defineRoute<{ id: string }>({
  method: "POST",
  path: "/api/v1/sessions/:id/link",
  role: "open",
  scope: "flows",
  operationId: "linkSession",
  summary: "Hand a flow session to the end-user page",
  description:
    'Answers an address that opens the session\'s page once, within five minutes, and ties it to the browser that opens it; a newer link takes the place of an earlier one. Send the browser of the visitor the session was started for there, and nobody else: whoever opens it walks on in their name. A visitor may forward it, so `done` does not say in which browser: sign in only the browser that came back from the walk to you and has your own cookie of its start (docs/end-user-page.md, "Whose browser came to the end").',
  params: { id: "The session's id, fls_…" },
  headers: { "scriptyard-session": { ...sessionHeader["scriptyard-session"], required: true } },
  success: { status: 201, description: "The link.", schema: flowLink },
  faults: [
    "unauthenticated",
    "forbidden",
    "not_found",
    "gone",
    "realm_closed",
    "conflict",
    "unavailable",
    "internal",
  ],
  async handle({ services, token, params, headers }) {
    const secret = sessionSecret(headers);
    await requireSessionRealm(services, token, params.id);
    const { path, ...made } = await services.runner.linkFlow({ sessionId: params.id, secret });
    return { path: `${services.basePath}${path}`, ...made };
  },
});
