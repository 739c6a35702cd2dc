import { type FlowTraffic, type TrafficWindow, trafficWindow, trafficWindows } from "@scriptyard/model";
import type { Services } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";

/** What the product's users did in a flow lately, per node and edge. */
export const traffic = operator
  .meta({ cost: "search" })
  .input(inFlow.extend({ window: trafficWindow }))
  .query(({ ctx, input: { window, ...at } }) => trafficOf(ctx, at, window));

/** @throws Fault `not_found` */
export async function trafficOf(
  services: Pick<Services, "store" | "clock">,
  at: { realm: string; flow: string },
  window: TrafficWindow,
): Promise<FlowTraffic & { fromMs: number; toMs: number }> {
  const { realm, flow } = await flowOf(services, at);
  const now = services.clock();
  const span = { fromMs: now - trafficWindows[window], toMs: now + 1 };
  return { ...span, ...(await services.store.executions.flowTraffic(realm.id, flow.id, span)) };
}
