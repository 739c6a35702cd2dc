import { type Flow, type ScriptStatus, scriptStatus } from "@scriptyard/model";
import type { ScriptStats } from "@scriptyard/store";
import type { ApiContext } from "../context.ts";
import { stands } from "../scripts/standing.ts";

/** A flow with the state of the script behind each node; figures are of the last 24 hours. */
export type FlowView = Flow & {
  nodeViews: {
    node: string;
    scriptId: string | null;
    status: ScriptStatus | null;
    liveVersion: number | null;
    stats: ScriptStats | null;
    /** One of the errors of that time may be met again. */
    failing: boolean;
  }[];
};

export async function flowViews(ctx: ApiContext, realmId: string, flows: Flow[]): Promise<FlowView[]> {
  // A flow's nodes live in the module named after the flow.
  const [heads, stats, open] = await Promise.all([
    Promise.all(flows.map((flow) => ctx.store.scripts.heads(realmId, flow.name))),
    ctx.statistics.last24h(realmId),
    ctx.statistics.openErrors(realmId, "24h"),
  ]);
  const byName = new Map(heads.flat().map((head) => [`${head.module}/${head.name}`, head]));
  const nodeView = (flow: Flow, node: string) => {
    const script = byName.get(`${flow.name}/${node}`);
    if (!script)
      return { node, scriptId: null, status: null, liveVersion: null, stats: null, failing: false };
    const { id, liveVersion } = script;
    const lastAtMs = stats.get(id)?.lastAtMs ?? null;
    return {
      node,
      scriptId: id,
      status: scriptStatus(script, script.draftDiffers),
      liveVersion,
      stats: stats.get(id) ?? null,
      failing: (open.get(id) ?? []).some((error) => stands(error, { liveVersion, lastAtMs })),
    };
  };
  return flows.map((flow) => ({ ...flow, nodeViews: flow.nodes.map((node) => nodeView(flow, node.name)) }));
}
