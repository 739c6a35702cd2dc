import { realmStandings } from "../../realms/standings.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmList } from "./schemas.ts";

export const listRealms = defineRoute<Record<never, never>>({
  method: "GET",
  path: "/api/v1/realms",
  role: "admin",
  scope: "realms",
  cost: "search",
  operationId: "listRealms",
  summary: "List the realms",
  description: "All there are, archived and deleted ones too.",
  params: {},
  success: { status: 200, description: "By name.", schema: realmList },
  faults: [...readFaults, "rate_limited", "busy"],
  async handle({ services }) {
    return { realms: await realmStandings(services) };
  },
});
