import { slug, triggerKind, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { changeFields, config } from "../../triggers/input.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { triggerSaved } from "./schemas.ts";

const body = z.strictObject({
  ...changeFields,
  kind: triggerKind,
  name: slug,
  config,
});

export const createTrigger = defineRoute<{ realm: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/triggers",
  role: "author",
  cost: "compile",
  operationId: "createTrigger",
  summary: "Make a trigger",
  description:
    "`config` follows the schema of the kind, as the console's form shows it. `script` names the script as module/name, or `scriptId` by id.",
  params: { realm: "The realm's name." },
  body,
  success: { status: 201, description: "It runs, unless `enabled` is false.", schema: triggerSaved },
  faults: writeFaults,
  async handle({ services, actor, params, body }) {
    return services.runner.triggers.create({ ...withoutUndefined(body), realm: params.realm }, actor);
  },
});
