import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { deadLetterList } from "./schemas.ts";

export const listDeadLetters = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/dead-letters",
  role: "operator",
  cost: "search",
  operationId: "listDeadLetters",
  summary: "List messages that were not handled",
  description: "Newest first, 100 a page. `?cursor=` goes on from the `next` of the page before.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "A page.", schema: deadLetterList },
  faults: [...readFaults, "rate_limited", "busy"],
  async handle({ services, params, query }) {
    const cursor = query.get("cursor");
    return services.runner.triggers.deadLetters({ realm: params.realm }, { cursor, limit: 100 });
  },
});
