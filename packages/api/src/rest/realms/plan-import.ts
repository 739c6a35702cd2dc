import { keysIn } from "../../realms/moving-input.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { importPlan } from "./moving-schemas.ts";
import { selectionQuery } from "./selection-query.ts";

export const planRealmImport = defineRoute<{ realm: string }, Uint8Array>({
  method: "POST",
  path: "/api/v1/realms/:realm/import/plan",
  role: "admin",
  scope: "move",
  cost: "compile",
  takesArchive: true,
  operationId: "planRealmImport",
  summary: "See what an archive would change",
  description:
    "Nothing is written. What is live in the archive is checked here, with the libraries that come along. `import` takes the plan's `basedOn`.",
  params: { realm: "The realm that it is for." },
  query: selectionQuery,
  success: { status: 200, description: "A row for each thing in the archive.", schema: importPlan },
  faults: [...writeFaults, "busy"],
  handle({ services: { runner }, actor, params: { realm }, query, body: archive }) {
    const selection = { only: keysIn(query, "only"), except: keysIn(query, "except") };
    return runner.realms.planImport({ realm, archive, ...selection }, actor);
  },
});
