import { Fault } from "@scriptyard/model";
import { scriptStatuses, windowName } from "../../registry/script-statuses.ts";
import { realmOf } from "../../scope/scope.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { scriptList } from "./schemas.ts";

export const listScripts = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/scripts",
  role: "operator",
  cost: "search",
  operationId: "listScripts",
  summary: "Status of every loaded script",
  description:
    "What runs (layer, version or hash, language, compile time), and how it fared: runs, success rate, percentiles of the run time, last error. Previews and replays do not count.",
  params: { realm: "The realm's name." },
  query: { window: { description: "How far back. Default: 24h.", values: windowName.options } },
  success: { status: 200, description: "By module and name.", schema: scriptList },
  faults: ["bad_request", ...readFaults, "rate_limited", "busy"],
  async handle({ services, params, query }) {
    const given = query.get("window") ?? "24h";
    const window = windowName.safeParse(given);
    if (!window.success)
      throw new Fault(
        "bad_request",
        `window: ${JSON.stringify(given.slice(0, 40))} is not known. Use ${windowName.options.join(", ")}.`,
      );
    return scriptStatuses(services, await realmOf(services, params.realm), window.data);
  },
});
