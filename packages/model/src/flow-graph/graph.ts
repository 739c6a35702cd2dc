import { z } from "zod";
import {
  type FlowEdge,
  type FlowGraph,
  type FlowNode,
  flowBounds,
  flowEdgeSchema,
  flowNodeSchema,
} from "../entities/flow.ts";
import { flowEnd } from "../junction.ts";
import { label, optionalLabel } from "../label.ts";
import { slug } from "../names.ts";

/** What a new flow begins with. */
export const emptyGraph: FlowGraph = { entry: null, nodes: [], edges: [] };

const place = z.number().min(-flowBounds.place).max(flowBounds.place);

/** The fields of a graph, each by itself; that they belong together is said by `flowGraphSchema`. */
export const flowGraphShape = z.strictObject({
  entry: slug.nullable(),
  nodes: z
    .array(
      z.strictObject({
        ...flowNodeSchema.shape,
        title: optionalLabel(120),
        position: z.strictObject({ x: place, y: place }).optional(),
      }),
    )
    .max(flowBounds.nodes),
  edges: z
    .array(
      z.strictObject({
        ...flowEdgeSchema.shape,
        to: z.union([slug, z.literal(flowEnd)]),
        outcome: label(60).optional(),
      }),
    )
    .max(flowBounds.edges),
});

/**
 * A graph as somebody sends or pastes it: bounded, without fields of its own, and whole: every edge has two ends, no name
 * or way out is there twice. Whether it can be walked is another question, see `flowFindings`.
 */
export const flowGraphSchema = flowGraphShape.superRefine((graph, context) => {
  const broken = brokenPart(graph);
  if (broken) context.addIssue({ code: "custom", path: [...broken.path], message: broken.message });
}) as unknown as z.ZodType<FlowGraph>;

type Broken = { path: readonly [keyof FlowGraph, ...(string | number)[]]; message: string };

/** The first thing that keeps it from being a graph at all; null when it is one. */
export function brokenPart({ entry, nodes, edges }: FlowGraph): Broken | null {
  const names = new Set<string>();
  for (const [at, { name }] of nodes.entries()) {
    const path = ["nodes", at, "name"] as const;
    if (name === flowEnd)
      return { path, message: `"${flowEnd}" is the name of the flow's end. Rename the node` };
    if (names.has(name)) return { path, message: `"${name}" is there twice. Rename one` };
    names.add(name);
  }
  if (entry !== null && !names.has(entry)) {
    const known =
      nodes.length > 0 ? `Nodes: ${nodes.map(({ name }) => name).join(", ")}` : "Add a node first";
    return { path: ["entry"], message: `there is no node "${entry}". ${known}` };
  }
  const seen = new Set<string>();
  for (const [at, { from, to, outcome }] of edges.entries()) {
    const path = ["edges", at] as const;
    if (!names.has(from))
      return {
        path,
        message: `there is no node "${from}" (edge to "${to}"). Remove the edge or add the node`,
      };
    if (to !== flowEnd && !names.has(to))
      return {
        path,
        message: `there is no node "${to}" (edge from "${from}"). Remove the edge or add the node`,
      };
    const key = wayOut({ from, outcome });
    if (seen.has(key)) {
      const what = outcome === undefined ? "default edges" : `edges for the outcome "${outcome}"`;
      return { path, message: `"${from}" has two ${what}. Remove one` };
    }
    seen.add(key);
  }
  return null;
}

/** Names an edge: of each node and outcome there is one at most. */
export function wayOut({ from, outcome }: Pick<FlowEdge, "from" | "outcome">): string {
  return `${from}\n${outcome ?? ""}`;
}

/** The drawing of a flow as it is live; of one that was never published nothing. */
export function graphOf({
  entry,
  nodes,
  edges,
}: {
  entry: string;
  nodes: FlowNode[];
  edges: FlowEdge[];
}): FlowGraph {
  return { entry: entry === "" ? null : entry, nodes, edges };
}
