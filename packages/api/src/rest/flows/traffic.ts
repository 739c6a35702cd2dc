import { Fault, trafficWindow } from "@scriptyard/model";
import { trafficOf } from "../../flows/traffic.ts";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { flowTrafficAnswer } from "./schemas.ts";

export const flowTraffic = defineRoute<{ realm: string; flow: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/flows/:flow/traffic",
  role: "operator",
  cost: "search",
  operationId: "flowTraffic",
  summary: "What went through a flow",
  description:
    "How often its nodes ran and its edges were taken. What somebody only tries in the console does not count. The window's ends are rounded outwards, by five minutes or an hour at most.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  query: { window: { description: "How far back. Default: 24h.", values: trafficWindow.options } },
  success: { status: 200, description: "The busiest first.", schema: flowTrafficAnswer },
  faults: ["bad_request", ...readFaults, "rate_limited", "busy"],
  async handle({ services, params, query }) {
    const given = query.get("window") ?? "24h";
    const window = trafficWindow.safeParse(given);
    if (!window.success)
      throw new Fault(
        "bad_request",
        `window: ${JSON.stringify(given.slice(0, 40))} is not known. Use ${trafficWindow.options.join(", ")}.`,
      );
    return trafficOf(services, params, window.data);
  },
});
