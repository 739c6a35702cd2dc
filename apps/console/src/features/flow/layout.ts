import { Graph, layout } from "@dagrejs/dagre";
import type { FlowEdge, FlowNode } from "@scriptyard/model";

export const nodeSize = { width: 220, height: 64 } as const;
export const endSize = { width: 88, height: 36 } as const;

export type Placed = { x: number; y: number };

/** A line of the graph. Edges between the same two nodes are one line that names all their outcomes. */
export type Line = {
  id: string;
  from: string;
  to: string;
  /** `default, suspicious`; null where only the default edge runs. */
  label: string | null;
  /** What follows by itself: nodes that run after the end. */
  implied: boolean;
  /** Between its ends, so that it leads around nodes; none where a node was moved by hand. */
  bends: Placed[];
  labelAt: Placed | null;
};

export type Layout = {
  nodes: Map<string, Placed>;
  done: Placed;
  lines: Line[];
  /** Which way lines leave and reach cards. */
  direction: "down" | "right";
};

/**
 * Where everything stands: nodes where somebody put them, else laid out from top to bottom, which fits wide cards and
 * leaves room beside the graph. Nodes with a position keep it and do not move the others.
 *
 * @param completing names of nodes that run when the flow has come to its end
 */
export function placeNodes(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  completing: ReadonlySet<string>,
): Layout {
  const lines = linesOf(nodes, edges, completing);
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 48, edgesep: 32, ranksep: 44, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(drawnAs(node.name), { ...nodeSize });
  graph.setNode(doneId, { ...endSize });
  for (const line of lines)
    graph.setEdge(
      drawnAs(line.from),
      drawnAs(line.to),
      line.label ? { width: labelWidth(line.label), height: 16, labelpos: "c" } : {},
    );
  layout(graph);

  const corner = (id: string, size: { width: number; height: number }): Placed => {
    const centre = graph.node(id) as Placed;
    return { x: Math.round(centre.x - size.width / 2), y: Math.round(centre.y - size.height / 2) };
  };
  const placed = new Map(
    nodes.map((node) => [node.name, node.position ?? corner(drawnAs(node.name), nodeSize)]),
  );
  const moved = new Set(nodes.filter((node) => node.position).map((node) => node.name));
  const allMoved = moved.size === nodes.length;
  // The end marker then goes by where the nodes were put, so lines to it are straight as well.
  if (allMoved) moved.add(doneId);
  const direction = allMoved ? directionOf([...placed.values()]) : "down";
  return {
    nodes: placed,
    done: allMoved ? endPlace([...placed.values()], direction) : corner(doneId, endSize),
    direction,
    lines: lines
      .filter((line) => !(line.implied && allMoved))
      .map((line) => {
        if (moved.has(line.from) || moved.has(line.to)) return line;
        const route = graph.edge(drawnAs(line.from), drawnAs(line.to)) as {
          points?: Placed[];
          x?: number;
          y?: number;
        };
        // dagre's first and last point lie on the nodes' borders; the handles are there already.
        const bends = (route.points ?? []).slice(1, -1);
        const labelAt = route.x !== undefined && route.y !== undefined ? { x: route.x, y: route.y } : null;
        return { ...line, labelAt, bends: bends.length > 1 || labelAt ? bends : [] };
      }),
  };
}

/** dagre keeps nodes in plain objects, which have a `constructor` already. */
const drawnAs = (name: string): string => (name === doneId ? doneId : `node ${name}`);

/** Room a label needs, in px. */
export function labelWidth(label: string): number {
  return label.length * 6.2 + 12;
}

function linesOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  completing: ReadonlySet<string>,
): Line[] {
  const names = new Set(nodes.map((node) => node.name));
  const outcomes = new Map<string, { from: string; to: string; outcomes: (string | null)[] }>();
  for (const edge of edges) {
    const to = edge.to === "done" ? doneId : edge.to;
    if (!names.has(edge.from) || (to !== doneId && !names.has(to))) continue;
    const key = `${edge.from} ${to}`;
    const line = outcomes.get(key) ?? { from: edge.from, to, outcomes: [] };
    line.outcomes.push(edge.outcome ?? null);
    outcomes.set(key, line);
  }
  const drawn = [...outcomes].map(([id, { from, to, outcomes: all }]): Line => {
    const named = all.filter((outcome) => outcome !== null);
    const label =
      named.length === 0 ? null : [...(named.length < all.length ? ["default"] : []), ...named].join(", ");
    return { id, from, to, label, implied: false, bends: [], labelAt: null };
  });
  const reached = new Set(drawn.map((line) => line.to));
  const after = nodes
    .filter((node) => completing.has(node.name) && !reached.has(node.name))
    .map(
      (node): Line => ({
        id: `${doneId} ${node.name}`,
        from: doneId,
        to: node.name,
        label: null,
        implied: true,
        bends: [],
        labelAt: null,
      }),
    );
  return [...drawn, ...after];
}

/** As somebody laid it out: side by side, or one below the other. */
function directionOf(places: readonly Placed[]): Layout["direction"] {
  const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
  return spread(places.map((place) => place.x)) > spread(places.map((place) => place.y)) * 1.5
    ? "right"
    : "down";
}

/** The end has no position of its own to save: it keeps beyond nodes that were all put by hand. */
function endPlace(places: readonly Placed[], direction: Layout["direction"]): Placed {
  const last = (values: number[]): number => Math.max(...values);
  const middle = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  return direction === "right"
    ? {
        x: last(xs) + nodeSize.width + 84,
        y: Math.round(middle(ys) + (nodeSize.height - endSize.height) / 2),
      }
    : {
        x: Math.round(middle(xs) + (nodeSize.width - endSize.width) / 2),
        y: last(ys) + nodeSize.height + 56,
      };
}

/** Id of the end marker; a node cannot be called so, since names are slugs. */
export const doneId = "→done";
