import { standingOf } from "../../realms/standings.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmAnswer } from "./schemas.ts";

export const archiveRealm = defineRoute<{ realm: string }>({
  method: "POST",
  path: "/api/v1/realms/:realm/archive",
  role: "admin",
  scope: "realms",
  operationId: "archiveRealm",
  summary: "Archive a realm",
  description:
    "It can be read, and nothing runs or changes in it: its doors answer `realm_closed`. `restore` takes it back.",
  params: { realm: "The realm's name." },
  success: { status: 200, description: "It is closed.", schema: realmAnswer },
  faults: writeFaults,
  async handle({ services: { runner }, actor, params }) {
    return standingOf(runner, await runner.realms.archive(params.realm, actor));
  },
});
