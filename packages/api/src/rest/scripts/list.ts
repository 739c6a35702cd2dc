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
  summary: "Status of the loaded scripts",
  description:
    "What runs (layer, version or hash, language, compile time), and how it fared: runs, success rate, percentiles of the run time, last error. Previews and replays do not count.",
  params: { realm: "The realm's name." },
  query: {
    window: { description: "How far back. Default: 24h.", values: windowName.options },
    text: { description: "Words that all occur in module/name." },
    limit: { description: "Scripts in one answer: 1 to 200. Default: 100." },
    cursor: { description: "`next` of the answer before." },
  },
  success: { status: 200, description: "A page, by module and name.", schema: scriptList },
  faults: ["bad_request", ...readFaults, "rate_limited", "busy"],
  async handle({ services, params, query }) {
    const given = query.get("window") ?? "24h";
    const window = windowName.safeParse(given);
    if (!window.success)
      throw new Fault(
        "bad_request",
        `window: ${JSON.stringify(given.slice(0, 40))} is not known. Use ${windowName.options.join(", ")}.`,
      );
    const limit = limitIn(query);
    const [text, cursor] = [query.get("text")?.slice(0, 200), query.get("cursor")];
    return scriptStatuses(services, await realmOf(services, params.realm), {
      window: window.data,
      limit,
      text,
      cursor,
    });
  },
});

function limitIn(query: URLSearchParams): number {
  const given = query.get("limit") ?? "100";
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 200)
    throw new Fault("bad_request", `limit: ${JSON.stringify(given.slice(0, 40))} is none. Use 1 to 200.`);
  return limit;
}
