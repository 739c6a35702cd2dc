import type { FlowEdge, FlowGraph, FlowNode } from "../entities/flow.ts";
import { flowEnd } from "../junction.ts";
import { wayOut } from "./graph.ts";

/** What two people changed in different ways. */
export type FlowClash =
  | { kind: "entry" }
  | { kind: "node"; node: string }
  | { kind: "edge"; from: string; outcome: string | null };

export type MergedGraphs = {
  /** Both people's changes; where they clash, mine. */
  graph: FlowGraph;
  /** Where somebody has to choose; none: the merge is what both meant. */
  clashes: FlowClash[];
};

/**
 * Two people's changes to one graph, taken together: per node and field, per way out, and for the start. A node that one
 * removed and the other changed or leads to is a clash. The result is whole whatever went in whole.
 *
 * @param base what both went on from
 */
export function mergeGraphs(base: FlowGraph, mine: FlowGraph, theirs: FlowGraph): MergedGraphs {
  const clashes: FlowClash[] = [];
  const nodes = mergeNodes(base, mine, theirs, clashes);
  const names = new Set(nodes.map(({ name }) => name));
  const edges = mergeEdges(base, mine, theirs, { names, clashes });
  const chosen = pick(base.entry, mine.entry, theirs.entry, () => clashes.push({ kind: "entry" }));
  return { graph: { entry: chosen !== null && names.has(chosen) ? chosen : null, nodes, edges }, clashes };
}

/** A value of three: whoever changed it decides; who changed it differently are told, and mine stays. */
function pick<T>(base: T | undefined, mine: T, theirs: T, clash: () => void): T {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  clash();
  return mine;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function mergeNodes(base: FlowGraph, mine: FlowGraph, theirs: FlowGraph, clashes: FlowClash[]): FlowNode[] {
  const [old, own, other] = [byName(base), byName(mine), byName(theirs)];
  const [ledByMe, ledByThem] = [newlyLed(base, mine), newlyLed(base, theirs)];
  const merged: FlowNode[] = [];
  // Where I left the nodes as they were, their order is the other one's; else mine.
  const asTheyWere = same([...old.keys()], [...own.keys()]);
  const [first, then] = asTheyWere ? [other, own] : [own, other];
  for (const name of new Set([...first.keys(), ...then.keys()])) {
    const [b, m, t] = [old.get(name), own.get(name), other.get(name)];
    const clash = (): void => void clashes.push({ kind: "node", node: name });
    if (m && t) merged.push(mergeNode(b, m, t, clash));
    else if (b === undefined) merged.push((m ?? t)!);
    // One removed it: it goes unless the other changed it meanwhile, which somebody has to look at.
    else if (m) {
      if (!same(withoutPlace(m), withoutPlace(b)) || ledByMe.has(name)) {
        clash();
        merged.push(m);
      }
    } else if (!same(withoutPlace(t!), withoutPlace(b)) || ledByThem.has(name)) clash();
  }
  return merged;
}

/** @param b undefined: both added a node of that name */
function mergeNode(b: FlowNode | undefined, m: FlowNode, t: FlowNode, clash: () => void): FlowNode {
  let clashed = false;
  const differ = (): void => {
    clashed = true;
  };
  // Where it stands is nobody's loss: mine wins without a question.
  const position = pick(b?.position, m.position, t.position, () => {});
  const merged: FlowNode = {
    name: m.name,
    title: pick(b?.title, m.title, t.title, differ),
    kind: pick(b?.kind, m.kind, t.kind, differ),
    failurePolicy: pick(b?.failurePolicy, m.failurePolicy, t.failurePolicy, differ),
    ...(position ? { position } : {}),
  };
  if (clashed) clash();
  return merged;
}

type Merging = { names: ReadonlySet<string>; clashes: FlowClash[] };

function mergeEdges(
  base: FlowGraph,
  mine: FlowGraph,
  theirs: FlowGraph,
  { names, clashes }: Merging,
): FlowEdge[] {
  const [old, own, other] = [byWay(base), byWay(mine), byWay(theirs)];
  const merged: FlowEdge[] = [];
  for (const key of new Set([...own.keys(), ...other.keys()])) {
    const [b, m, t] = [old.get(key), own.get(key), other.get(key)];
    const { from, outcome = null } = (m ?? t)!;
    const edge = pick(b ?? null, m ?? null, t ?? null, () => clashes.push({ kind: "edge", from, outcome }));
    // Its end may be gone with what somebody removed.
    if (edge && names.has(edge.from) && (edge.to === flowEnd || names.has(edge.to))) merged.push(edge);
  }
  return merged;
}

/** Nodes to or from which somebody drew an edge that was not there before. */
function newlyLed(base: FlowGraph, { edges }: FlowGraph): ReadonlySet<string> {
  const old = byWay(base);
  const drawn = edges.filter((edge) => old.get(wayOut(edge))?.to !== edge.to);
  return new Set(drawn.flatMap(({ from, to }) => [from, to]));
}

function withoutPlace(node: FlowNode): Omit<FlowNode, "position"> {
  const { position: _, ...rest } = node;
  return rest;
}
const byName = ({ nodes }: FlowGraph) => new Map(nodes.map((node) => [node.name, node]));
const byWay = ({ edges }: FlowGraph) => new Map(edges.map((edge) => [wayOut(edge), edge]));
