import { type FlowEdge, type FlowGraph, type FlowNode, flowBounds, flowEnd, wayOut } from "@scriptyard/model";
import type { Placed } from "../layout.ts";

/** A way out of a node: the edge that an outcome takes; null: the default edge. */
export type WayOut = { from: string; outcome: string | null };

/** What is done to a graph: each answers a new one and leaves what went in alone; a whole graph stays whole. */

export function addNode(graph: FlowGraph, node: FlowNode): FlowGraph {
  if (graph.nodes.length >= flowBounds.nodes || graph.nodes.some(({ name }) => name === node.name))
    return graph;
  return { ...graph, entry: graph.entry ?? node.name, nodes: [...graph.nodes, node] };
}

/** Draws an edge, or leads the one that the outcome has already elsewhere. */
export function connect(graph: FlowGraph, { from, outcome }: WayOut, to: string): FlowGraph {
  const names = new Set(graph.nodes.map(({ name }) => name));
  if (!names.has(from) || (to !== flowEnd && !names.has(to))) return graph;
  const edge: FlowEdge = { from, to, ...(outcome === null ? {} : { outcome }) };
  const at = graph.edges.findIndex((one) => wayOut(one) === wayOut(edge));
  if (at < 0)
    return graph.edges.length >= flowBounds.edges ? graph : { ...graph, edges: [...graph.edges, edge] };
  return { ...graph, edges: graph.edges.with(at, edge) };
}

export function disconnect(graph: FlowGraph, { from, outcome }: WayOut): FlowGraph {
  const key = wayOut({ from, ...(outcome === null ? {} : { outcome }) });
  return { ...graph, edges: graph.edges.filter((edge) => wayOut(edge) !== key) };
}

/** Takes every edge between two nodes out. */
export function cutLine(graph: FlowGraph, { from, to }: { from: string; to: string }): FlowGraph {
  return { ...graph, edges: graph.edges.filter((edge) => edge.from !== from || edge.to !== to) };
}

/** Puts a node between two others: what led from one to the other leads to it, and it leads on by its default edge. */
export function insertBetween(
  graph: FlowGraph,
  { from, to }: { from: string; to: string },
  node: FlowNode,
): FlowGraph {
  const added = addNode(graph, node);
  if (added === graph) return graph;
  const edges = added.edges.map((edge) =>
    edge.from === from && edge.to === to ? { ...edge, to: node.name } : edge,
  );
  return connect({ ...added, edges }, { from: node.name, outcome: null }, to);
}

/** Nodes with every edge to and from them. */
export function removeNodes(graph: FlowGraph, names: ReadonlySet<string>): FlowGraph {
  return {
    entry: graph.entry !== null && names.has(graph.entry) ? null : graph.entry,
    nodes: graph.nodes.filter(({ name }) => !names.has(name)),
    edges: graph.edges.filter(({ from, to }) => !names.has(from) && !names.has(to)),
  };
}

export function changeNode(
  graph: FlowGraph,
  name: string,
  change: Partial<Pick<FlowNode, "title" | "failurePolicy" | "kind">>,
): FlowGraph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.name === name ? { ...node, ...change } : node)) };
}

export function startAt(graph: FlowGraph, name: string): FlowGraph {
  return graph.nodes.some((node) => node.name === name) ? { ...graph, entry: name } : graph;
}

/** @param places null forgets every place: the graph lays itself out */
export function moveNodes(graph: FlowGraph, places: ReadonlyMap<string, Placed> | null): FlowGraph {
  return {
    ...graph,
    nodes: graph.nodes.map(({ position: before, ...node }) => {
      const position = places === null ? undefined : (places.get(node.name) ?? before);
      return position ? { ...node, position: { x: within(position.x), y: within(position.y) } } : node;
    }),
  };
}

const within = (value: number): number =>
  Math.round(Math.min(flowBounds.place, Math.max(-flowBounds.place, value)));

/** Brings nodes into one line: `column` below each other, `row` beside each other, by the middle of where they stand. */
export function alignNodes(
  graph: FlowGraph,
  at: ReadonlyMap<string, Placed>,
  how: "row" | "column",
): FlowGraph {
  const axis = how === "row" ? "y" : "x";
  const places = [...at];
  if (places.length < 2) return graph;
  const middle = Math.round(places.reduce((sum, [, place]) => sum + place[axis], 0) / places.length);
  return moveNodes(graph, new Map(places.map(([name, place]) => [name, { ...place, [axis]: middle }])));
}

/** A name that no node has: `check`, else `check-2`, `check-3`. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted) && wanted !== flowEnd) return wanted;
  for (let n = 2; ; n++) {
    const name = `${wanted.slice(0, 55).replace(/-+$/, "")}-${n}`;
    if (!taken.has(name)) return name;
  }
}

/** Some nodes, and the edges between them. */
export type GraphPart = { nodes: FlowNode[]; edges: FlowEdge[] };

export function partOf(graph: FlowGraph, names: ReadonlySet<string>): GraphPart {
  return {
    nodes: graph.nodes.filter(({ name }) => names.has(name)),
    edges: graph.edges.filter(({ from, to }) => names.has(from) && (names.has(to) || to === flowEnd)),
  };
}

/** Takes a part in, under names that are free, a little beside where it stood. `names`: old to new. */
export function pasteInto(
  graph: FlowGraph,
  part: GraphPart,
): { graph: FlowGraph; names: Map<string, string> } {
  const taken = new Set(graph.nodes.map(({ name }) => name));
  const names = new Map<string, string>();
  let pasted = graph;
  for (const { position, ...node } of part.nodes) {
    const name = freeName(taken, node.name);
    const title = name === node.name || node.title === "" ? node.title : `${node.title.slice(0, 110)} (copy)`;
    const place = position && { position: { x: within(position.x + 40), y: within(position.y + 40) } };
    const next = addNode(pasted, { ...node, title, name, ...place });
    if (next === pasted) break;
    taken.add(name);
    names.set(node.name, name);
    pasted = next;
  }
  for (const { from, to, outcome = null } of part.edges) {
    const [start, end] = [names.get(from), to === flowEnd ? flowEnd : names.get(to)];
    if (start !== undefined && end !== undefined) pasted = connect(pasted, { from: start, outcome }, end);
  }
  return { graph: pasted, names };
}
