import { standingOf } from "../../realms/standings.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmAnswer } from "./schemas.ts";

export const removeRealm = defineRoute<{ realm: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm",
  role: "admin",
  scope: "realms",
  operationId: "removeRealm",
  summary: "Delete a realm",
  description:
    "Its doors close at once. For seven days `restore` takes it back; then it is removed with all it has.",
  params: { realm: "The realm's name." },
  query: { name: { description: "The realm's name once more, so that no slip deletes one." } },
  success: { status: 200, description: "It is closed, and goes at `removedAt`.", schema: realmAnswer },
  faults: writeFaults,
  async handle({ services: { runner }, actor, params, query }) {
    return standingOf(runner, await runner.realms.remove(params.realm, query.get("name") ?? "", actor));
  },
});
