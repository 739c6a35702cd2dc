import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { triggerAnswer } from "./schemas.ts";

export const getTrigger = defineRoute<{ realm: string; trigger: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/triggers/:trigger",
  role: "operator",
  operationId: "getTrigger",
  summary: "Read a trigger",
  description: "With its state: last run, failures in a row, and why it was disabled.",
  params: { realm: "The realm's name.", trigger: "The trigger's name." },
  success: { status: 200, description: "The trigger.", schema: triggerAnswer },
  faults: readFaults,
  async handle({ services, params }) {
    return services.runner.triggers.byName(params.realm, params.trigger);
  },
});
