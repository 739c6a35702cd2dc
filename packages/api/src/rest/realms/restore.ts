import { standingOf } from "../../realms/standings.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmAnswer } from "./schemas.ts";

export const restoreRealm = defineRoute<{ realm: string }>({
  method: "POST",
  path: "/api/v1/realms/:realm/restore",
  role: "admin",
  scope: "realms",
  operationId: "restoreRealm",
  summary: "Take a realm back",
  description: "Opens one that was archived, or deleted less than seven days ago.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "It is open.", schema: realmAnswer },
  faults: [...writeFaults, "gone"],
  async handle({ services: { runner }, actor, params }) {
    return standingOf(runner, await runner.realms.restore(params.realm, actor));
  },
});
