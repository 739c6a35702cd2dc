import { z } from "zod";
import { secretPlaceInput, secretValueInput } from "../../secrets/place.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { secretSet } from "./schemas.ts";

const body = z.strictObject({
  name: secretPlaceInput.name,
  script: secretPlaceInput.script.optional().describe("`module/name` of the only script that gets it."),
  value: secretValueInput.describe("8 characters at least, 16 KB at most."),
  basedOn: z
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe(
      "The version that you saw, null for none: another one is a conflict. Left out, it is not asked.",
    ),
});

export const setSecret = defineRoute<{ realm: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/secrets",
  role: "admin",
  scope: "secrets",
  operationId: "setSecret",
  summary: "Set a secret",
  description: "A new one, or the next version of one that is there: runs that begin from now on have it.",
  params: { realm: "The realm's name." },
  body,
  success: { status: 200, description: "It is set.", schema: secretSet },
  faults: writeFaults,
  async handle({ services, actor, params, body: { name, script = null, value, basedOn } }) {
    const { realm } = params;
    return services.runner.secrets.set(
      { realm, name, script, value, ...(basedOn !== undefined && { basedOn }) },
      actor,
    );
  },
});
