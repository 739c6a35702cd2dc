import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { stateEntry } from "./schemas.ts";

export const getState = defineRoute<{ realm: string; id: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/state/:id",
  role: "operator",
  operationId: "getState",
  summary: "Read an entry of state",
  description: "With its whole value.",
  params: { realm: "The realm's name.", id: "The entry's id: sta_…" },
  success: { status: 200, description: "The entry.", schema: stateEntry },
  faults: readFaults,
  handle: async ({ services, params }) => services.runner.state.get(params.realm, params.id),
});
