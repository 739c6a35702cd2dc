import { withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { basedOn, changeFields } from "../../triggers/input.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { triggerSaved } from "./schemas.ts";

const body = z.strictObject({ ...changeFields, basedOn });

export const updateTrigger = defineRoute<{ realm: string; trigger: string }, z.infer<typeof body>>({
  method: "PATCH",
  path: "/api/v1/realms/:realm/triggers/:trigger",
  role: "author",
  cost: "compile",
  operationId: "updateTrigger",
  summary: "Change a trigger",
  description: "Only what is sent changes; `config` as a whole. Enabling it forgets its failures.",
  params: { realm: "The realm's name.", trigger: "The trigger's name." },
  body,
  success: { status: 200, description: "The trigger as it is now.", schema: triggerSaved },
  faults: writeFaults,
  async handle({ services, actor, params, body: { basedOn, ...change } }) {
    const { id } = await services.runner.triggers.byName(params.realm, params.trigger);
    return services.runner.triggers.update(id, withoutUndefined(change), actor, basedOn);
  },
});
