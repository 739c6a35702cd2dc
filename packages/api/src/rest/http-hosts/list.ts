import { realmOf } from "../../scope/scope.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { httpHosts } from "./schemas.ts";

export const listHttpHosts = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/http-hosts",
  role: "admin",
  scope: "realms",
  operationId: "listHttpHosts",
  summary: "List the hosts that scripts may call",
  description: "A part of the realm's policy. None: scripts call nobody.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "All of them.", schema: httpHosts },
  faults: readFaults,
  async handle({ services, params }) {
    return { hosts: (await realmOf(services, params.realm)).policy?.http ?? [] };
  },
});
