import type { FlowEdge, FlowGraph, FlowNode } from "../entities/flow.ts";
import { wayOut } from "./graph.ts";

/** One thing that differs between two graphs, as people read it. */
export type FlowChange =
  | { kind: "node-added" | "node-removed"; node: string; title: string }
  | { kind: "node-renamed"; node: string; title: string; before: string }
  | {
      kind: "node-changed";
      node: string;
      title: string;
      what: "kind" | "failurePolicy";
      before: string;
      after: string;
    }
  | { kind: "edge-added" | "edge-removed"; from: string; outcome: string | null; to: string }
  | { kind: "edge-rewired"; from: string; outcome: string | null; before: string; to: string }
  | { kind: "entry"; before: string | null; after: string | null }
  /** The nodes that both have stand in another order: of those that complete a flow, the first runs first. */
  | { kind: "reordered" }
  /** How many nodes were moved by hand. */
  | { kind: "moved"; nodes: number };

/**
 * What was added, removed, rewired and renamed from one graph to another, in the order of reading: start, nodes, edges,
 * places. Two graphs are the same when it is empty.
 */
export function flowChanges(before: FlowGraph, after: FlowGraph): FlowChange[] {
  const changes: FlowChange[] = [];
  if (before.entry !== after.entry) changes.push({ kind: "entry", before: before.entry, after: after.entry });
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const now = new Map(after.nodes.map((node) => [node.name, node]));
  let moved = 0;
  for (const node of after.nodes) {
    const was = old.get(node.name);
    if (was === undefined) changes.push({ kind: "node-added", node: node.name, title: node.title });
    else {
      changes.push(...nodeChanges(was, node));
      if (!samePlace(was, node)) moved++;
    }
  }
  for (const { name, title } of before.nodes)
    if (!now.has(name)) changes.push({ kind: "node-removed", node: name, title });
  changes.push(...edgeChanges(before.edges, after.edges));
  if (!sameOrder(before.nodes, after.nodes)) changes.push({ kind: "reordered" });
  if (moved > 0) changes.push({ kind: "moved", nodes: moved });
  return changes;
}

function nodeChanges(was: FlowNode, { name: node, title, kind, failurePolicy }: FlowNode): FlowChange[] {
  const changes: FlowChange[] = [];
  if (was.title !== title) changes.push({ kind: "node-renamed", node, title, before: was.title });
  if (was.kind !== kind)
    changes.push({ kind: "node-changed", node, title, what: "kind", before: was.kind, after: kind });
  if (was.failurePolicy !== failurePolicy)
    changes.push({
      kind: "node-changed",
      node,
      title,
      what: "failurePolicy",
      before: was.failurePolicy,
      after: failurePolicy,
    });
  return changes;
}

function edgeChanges(before: readonly FlowEdge[], after: readonly FlowEdge[]): FlowChange[] {
  const old = new Map(before.map((edge) => [wayOut(edge), edge]));
  const now = new Set(after.map(wayOut));
  const changes: FlowChange[] = [];
  for (const edge of after) {
    const { from, to, outcome = null } = edge;
    const was = old.get(wayOut(edge));
    if (was === undefined) changes.push({ kind: "edge-added", from, outcome, to });
    else if (was.to !== to) changes.push({ kind: "edge-rewired", from, outcome, before: was.to, to });
  }
  for (const edge of before)
    if (!now.has(wayOut(edge)))
      changes.push({ kind: "edge-removed", from: edge.from, outcome: edge.outcome ?? null, to: edge.to });
  return changes;
}

/** Of the nodes that are in both. */
function sameOrder(before: readonly FlowNode[], after: readonly FlowNode[]): boolean {
  const namesIn = (some: readonly FlowNode[], others: readonly FlowNode[]) => {
    const known = new Set(others.map(({ name }) => name));
    return some.flatMap(({ name }) => (known.has(name) ? [name] : []));
  };
  const now = namesIn(after, before);
  return namesIn(before, after).every((name, at) => name === now[at]);
}

export function samePlace(a: Pick<FlowNode, "position">, b: Pick<FlowNode, "position">): boolean {
  return a.position?.x === b.position?.x && a.position?.y === b.position?.y;
}
