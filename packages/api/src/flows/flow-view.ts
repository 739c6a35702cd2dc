import {
  type Flow,
  type FlowDraft,
  type FlowNodeKind,
  flowChanges,
  graphOf,
  kindNamed,
  type Realm,
  type ScriptStatus,
  type SourceLayer,
  scriptStatus,
} from "@scriptyard/model";
import type { ScriptStats } from "@scriptyard/store";
import type { ApiContext } from "../context.ts";
import { stands } from "../scripts/standing.ts";

/** What is drawn of a flow; before anybody drew it is what is live, at revision 0. */
export type DrawnFlow = Omit<FlowDraft, "flowId" | "updatedBy"> & {
  /** How many things differ from what is live. */
  changes: number;
  /** Name of who saved it; null: nobody did, or the product. */
  by: string | null;
};

/**
 * A flow with what is drawn of it, and the state of the script behind each node that is live or drawn; figures are of the
 * last 24 hours.
 */
export type FlowView = Flow & {
  draft: DrawnFlow;
  nodeViews: {
    node: string;
    /** What its kind is, as the host says; null where the host has none of that name any more. */
    kind: Pick<FlowNodeKind, "title" | "description" | "role"> | null;
    scriptId: string | null;
    status: ScriptStatus | null;
    liveVersion: number | null;
    /** Where the text that runs comes from, also where nobody has opened the script yet; null = the node cannot run. */
    liveLayer: SourceLayer | null;
    stats: ScriptStats | null;
    /** One of the errors of that time may be met again. */
    failing: boolean;
  }[];
};

export async function flowViews(ctx: ApiContext, realm: Realm, flows: Flow[]): Promise<FlowView[]> {
  const { id: realmId } = realm;
  const { flowKinds } = ctx.runner.hostOf(realm);
  // A flow's nodes live in the module named after the flow.
  const [drafts, heads, stats, open, below] = await Promise.all([
    drawn(ctx, realmId, flows),
    ctx.store.scripts.heads(
      realmId,
      flows.map(({ name }) => name),
    ),
    ctx.statistics.last24h(realmId),
    ctx.statistics.openErrors(realmId, "24h"),
    ctx.runner.layersBelow(realm.name),
  ]);
  const byName = new Map(heads.map((head) => [`${head.module}/${head.name}`, head]));
  const nodeView = (flow: Flow, { name: node, kind: kindId }: Flow["nodes"][number]) => {
    const script = byName.get(`${flow.name}/${node}`);
    const declared = kindNamed(flowKinds, kindId);
    const kind = declared && {
      title: declared.title,
      description: declared.description,
      role: declared.role,
    };
    const liveLayer = below.get(`${flow.name}/${node}`) ?? null;
    if (!script)
      return {
        node,
        kind,
        scriptId: null,
        status: null,
        liveVersion: null,
        liveLayer,
        stats: null,
        failing: false,
      };
    const { id, liveVersion } = script;
    const lastAtMs = stats.get(id)?.lastAtMs ?? null;
    return {
      node,
      kind,
      scriptId: id,
      status: scriptStatus(script, script.draftDiffers),
      liveVersion,
      liveLayer: liveVersion === null ? liveLayer : ("version" as const),
      stats: stats.get(id) ?? null,
      failing: (open.get(id) ?? []).some((error) => stands(error, { liveVersion, lastAtMs })),
    };
  };
  return flows.map((flow, at) => {
    const draft = drafts[at]!;
    const nodes = new Map([...flow.nodes, ...draft.graph.nodes].map((node) => [node.name, node]));
    return { ...flow, draft, nodeViews: [...nodes.values()].map((node) => nodeView(flow, node)) };
  });
}

async function drawn(
  { store }: ApiContext,
  realmId: Realm["id"],
  flows: readonly Flow[],
): Promise<DrawnFlow[]> {
  const [only] = flows;
  const drafts = flows.length === 1 ? [await store.flows.draft(only!.id)] : await store.flows.drafts(realmId);
  const byFlow = new Map(drafts.flatMap((draft) => (draft === null ? [] : [[draft.flowId, draft]])));
  const authors = new Map<string, string>();
  for (const id of new Set([...byFlow.values()].map(({ updatedBy }) => updatedBy)))
    if (id !== null) authors.set(id, (await store.users.byId(id))?.name ?? "");
  return flows.map((flow): DrawnFlow => {
    const live = graphOf(flow);
    const draft = byFlow.get(flow.id);
    if (draft === undefined) {
      const { liveVersion: basedOnVersion, updatedAt } = flow;
      return { graph: live, revision: 0, basedOnVersion, updatedAt, changes: 0, by: null };
    }
    const { flowId: _, updatedBy, ...rest } = draft;
    const by = (updatedBy !== null && authors.get(updatedBy)) || null;
    return { ...rest, changes: flowChanges(live, draft.graph).length, by };
  });
}
