import type { z } from "zod";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { httpHosts } from "./schemas.ts";

export const setHttpHosts = defineRoute<{ realm: string }, z.infer<typeof httpHosts>>({
  method: "POST",
  path: "/api/v1/realms/:realm/http-hosts",
  role: "admin",
  scope: "realms",
  operationId: "setHttpHosts",
  summary: "Say which hosts scripts may call",
  description: "The whole list, in place of the one there was. It holds from the next run on.",
  params: { realm: "The realm's name." },
  body: httpHosts.strict(),
  success: { status: 200, description: "The list as it is now.", schema: httpHosts },
  faults: writeFaults,
  async handle({ services, actor, params, body: { hosts } }) {
    const { policy, revision } = await services.runner.policy(params.realm);
    const next = { ...policy, http: hosts };
    // The rest of the policy goes along as it was read: written over another's change it would give back what was taken.
    const updated = await services.runner.updatePolicy(params.realm, next, actor, revision);
    return { hosts: updated.policy?.http ?? [] };
  },
});
