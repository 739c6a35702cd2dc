import {
  type Flow,
  type FlowDraft,
  type FlowGraph,
  type FlowVersion,
  flowEdgeSchema,
  flowNodeSchema,
} from "@scriptyard/model";
import { z } from "zod";
import type { Tables } from "../schema/index.ts";
import { checkedColumn } from "./columns.ts";

const nodes = z.array(flowNodeSchema);
const edges = z.array(flowEdgeSchema);
const graphs = z.object({ entry: z.string().nullable(), nodes, edges });

export function toFlow(stored: Tables["flows"]["$inferSelect"]): Flow {
  const { removedAt: _, ...row } = stored;
  return {
    ...row,
    nodes: checkedColumn(nodes, row.nodes, `flows.${row.id} nodes`),
    edges: checkedColumn(edges, row.edges, `flows.${row.id} edges`),
  };
}

export function toFlowDraft(row: Tables["flowDrafts"]["$inferSelect"]): FlowDraft {
  return { ...row, graph: graphIn(row.graph, `flow_drafts.${row.flowId}`) };
}

export function toFlowVersion({ id, ...row }: Tables["flowVersions"]["$inferSelect"]): FlowVersion {
  return { ...row, graph: graphIn(row.graph, `flow_versions.${id}`) };
}

function graphIn(value: unknown, where: string): FlowGraph {
  return checkedColumn(graphs as z.ZodType<FlowGraph>, value, `${where} graph`);
}
