import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { collectedCode } from "./schemas.ts";

export const collectCode = defineRoute<{ realm: string; handle: string }>({
  method: "POST",
  path: "/api/v1/realms/:realm/codes/:handle/collect",
  role: "open",
  scope: "codes",
  operationId: "collectCode",
  summary: "Collect a one-time code to send it",
  description:
    "Answers the code behind a handle, once. The handle comes in the message `code.issued`, with the address to send it to.",
  params: { realm: "The realm's name.", handle: "As in the message: cod_…" },
  success: { status: 200, description: "The code.", schema: collectedCode },
  faults: [...readFaults, "gone", "realm_closed"],
  async handle({ services, params }) {
    const { code, purpose, expiresAt } = await services.runner.collectCode(params.realm, params.handle);
    return { code, purpose, expiresAt: new Date(expiresAt).toISOString() };
  },
});
