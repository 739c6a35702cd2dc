import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { redelivered } from "./schemas.ts";

export const redeliverDeadLetter = defineRoute<{ realm: string; id: string }>({
  method: "POST",
  path: "/api/v1/realms/:realm/dead-letters/:id/redeliver",
  role: "operator",
  cost: "test",
  operationId: "redeliverDeadLetter",
  summary: "Deliver a dead letter again",
  description: "Puts it in line for its trigger and takes it off the list.",
  params: { realm: "The realm's name.", id: "The dead letter's id." },
  success: { status: 200, description: "It is in line.", schema: redelivered },
  faults: [...writeFaults, "busy"],
  async handle({ services, actor, params }) {
    await services.runner.triggers.redeliver(params.realm, params.id, actor);
    return { redelivered: true };
  },
});
