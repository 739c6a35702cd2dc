import type { Flow, Script } from "@scriptyard/model";
import type { ScriptStats } from "@scriptyard/store";
import type { ApiContext } from "../context.ts";
import { type ScriptStatus, statusOf } from "../scripts/script-item.ts";

/** A flow with the state of the script behind each node; figures are of the last 24 hours. */
export type FlowView = Flow & {
  nodeViews: {
    node: string;
    scriptId: string | null;
    status: ScriptStatus | null;
    liveVersion: number | null;
    stats: ScriptStats | null;
  }[];
};

export async function flowViews(ctx: ApiContext, realmId: string, flows: Flow[]): Promise<FlowView[]> {
  const [scripts, drafts, stats] = await Promise.all([
    ctx.store.scripts.list(realmId),
    ctx.store.drafts.forRealm(realmId),
    ctx.statistics.last24h(realmId),
  ]);
  const byName = new Map(scripts.map((script) => [`${script.module}/${script.name}`, script]));
  const draftOf = new Map(drafts.map((draft) => [draft.scriptId, draft]));
  const status = async (script: Script): Promise<ScriptStatus> => {
    const draft = draftOf.get(script.id);
    const changed =
      script.liveVersionId === null || !draft ? 0 : await ctx.texts.changes(script.liveVersionId, draft);
    return statusOf(script, changed);
  };
  const nodeView = async (flow: Flow, node: string) => {
    const script = byName.get(`${flow.name}/${node}`);
    if (!script) return { node, scriptId: null, status: null, liveVersion: null, stats: null };
    return {
      node,
      scriptId: script.id,
      status: await status(script),
      liveVersion: script.liveVersion,
      stats: stats.get(script.id) ?? null,
    };
  };
  return Promise.all(
    flows.map(async (flow) => ({
      ...flow,
      nodeViews: await Promise.all(flow.nodes.map((node) => nodeView(flow, node.name))),
    })),
  );
}
