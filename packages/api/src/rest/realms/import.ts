import { Fault } from "@scriptyard/model";
import { keysIn } from "../../realms/moving-input.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { importDone } from "./moving-schemas.ts";
import { selectionQuery } from "./selection-query.ts";

export const importRealm = defineRoute<{ realm: string }, Uint8Array>({
  method: "POST",
  path: "/api/v1/realms/:realm/import",
  role: "admin",
  scope: "move",
  cost: "compile",
  takesArchive: true,
  operationId: "importRealm",
  summary: "Import an archive",
  description:
    "All of it in one transaction, or nothing. What is in conflict is left as it is unless `overwrite` names it. Refused with `conflict` when the realm was changed after the plan.",
  params: { realm: "The realm that it is for." },
  query: {
    basedOn: { description: "Required: of the plan that was looked at." },
    ...selectionQuery,
    overwrite: { description: "Keys in conflict that are written over." },
    note: { description: "Of the versions that are published. Default: where they come from." },
  },
  success: { status: 200, description: "What was written, and what was left.", schema: importDone },
  faults: [...writeFaults, "draft_invalid", "busy"],
  handle({ services: { runner }, actor, params: { realm }, query, body: archive }) {
    const basedOn = query.get("basedOn");
    if (!basedOn)
      throw new Fault("bad_request", "basedOn: is missing. Ask for the plan first, and send its basedOn.");
    return runner.realms.import(
      {
        realm,
        archive,
        basedOn,
        only: keysIn(query, "only"),
        except: keysIn(query, "except"),
        overwrite: keysIn(query, "overwrite"),
        note: query.get("note") ?? undefined,
      },
      actor,
    );
  },
});
