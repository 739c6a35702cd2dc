import { keysIn } from "../../realms/moving-input.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";

export const exportRealm = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/export",
  role: "admin",
  scope: "move",
  cost: "export",
  operationId: "exportRealm",
  summary: "Export a realm",
  description:
    "A zip of readable files: scripts, libraries, samples, flows, triggers, policy and settings. Never secrets: their names are in `scriptyard.json`.",
  params: { realm: "The realm's name." },
  query: {
    only: {
      description:
        "Keys, separated by commas: `scripts/login/terms`, `scripts/login`, `flows`, `settings`. Default: all.",
    },
    except: { description: "Keys that are left out." },
  },
  success: { status: 200, description: "The archive." },
  faults: [...readFaults, "bad_request", "conflict", "too_large", "rate_limited", "busy"],
  async handle({ services: { runner }, actor, params, query, reply }) {
    const selection = { only: keysIn(query, "only"), except: keysIn(query, "except") };
    const archive = await runner.realms.export(params.realm, selection, actor);
    reply.header("content-disposition", `attachment; filename="${params.realm}.zip"`);
    return archive;
  },
});
