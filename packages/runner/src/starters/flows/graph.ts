import type { Host } from "@scriptyard/host-kit";
import type { Flow, FlowNode, FlowNodeKind } from "@scriptyard/model";
import { edgeFor, Fault, flowEnd, flowInputSchema, junctionOf, kindNamed } from "@scriptyard/model";
import type { OutcomeRule } from "./outcomes.ts";

export type Graph = Pick<Flow, "name" | "entry" | "nodes" | "edges">;

/**
 * The node an outcome leads to, or nowhere (null).
 *
 * @param rule null: what was published before there was the rule takes the default edge by an outcome without an edge
 */
export function nextNode(
  graph: Graph,
  from: string,
  outcome: string | null,
  rule: OutcomeRule,
): string | null {
  const junction = junctionOf(graph, from);
  const edge = edgeFor(junction, outcome) ?? (rule === null ? edgeFor(junction, null) : null);
  return edge?.to ?? null;
}

export function nodeNamed(graph: Pick<Graph, "nodes">, name: string): FlowNode | undefined {
  return graph.nodes.find((node) => node.name === name);
}

type Kinds = Pick<Host, "id" | "flowKinds">;

/**
 * What the host says of a node's kind.
 *
 * @throws Fault `bad_request` for a kind that the host lacks, e.g. after it was updated, naming node and remedy
 */
export function kindOf(host: Kinds, { name, kind }: Pick<FlowNode, "name" | "kind">): FlowNodeKind {
  const found = kindNamed(host.flowKinds, kind);
  if (found !== null) return found;
  throw new Fault("bad_request", noSuchKind(host, name, kind));
}

function noSuchKind({ id, flowKinds }: Kinds, node: string, kind: string): string {
  const known = flowKinds.map((one) => one.id).join(", ");
  return `nodes: "${node}" is of the kind "${kind}", which the host "${id}" has not. Change it to one of its kinds: ${known || "it has none"}.`;
}

/**
 * Checks a flow as a whole: every node is of a kind that its host has, every edge ends somewhere, no two edges answer the
 * same outcome, no node is a dead end.
 *
 * @throws Fault `bad_request` naming the edge or node and what to do
 */
export function checkFlow(value: Flow, host: Kinds): Flow {
  const parsed = flowInputSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `flow.${issue.path.join(".")}: ${issue.message}.`, {
      cause: parsed.error,
    });
  }
  const flow = parsed.data;
  const problem = findProblem(flow, host);
  if (problem !== null) throw new Fault("bad_request", problem);
  return flow;
}

function findProblem({ entry, nodes, edges }: Graph, host: Kinds): string | null {
  const kinds = new Map<string, FlowNodeKind>();
  for (const { name, kind: id } of nodes) {
    if (name === flowEnd) return `nodes: "${flowEnd}" is the name of the flow's end. Rename the node.`;
    if (kinds.has(name)) return `nodes: "${name}" is there twice. Rename one.`;
    const kind = kindNamed(host.flowKinds, id);
    if (kind === null) return noSuchKind(host, name, id);
    kinds.set(name, kind);
  }
  const first = kinds.get(entry);
  if (first === undefined)
    return `entry: there is no node "${entry}". Nodes: ${[...kinds.keys()].join(", ")}.`;
  if (first.role === "completes")
    return `entry: "${entry}" runs at the end (${first.title}). ${startWith(host)}`;
  const seen = new Set<string>();
  for (const { from, to, outcome } of edges) {
    if (!kinds.has(from))
      return `edges: there is no node "${from}" (edge to "${to}"). Remove the edge or add the node.`;
    if (to !== flowEnd && !kinds.has(to))
      return `edges: there is no node "${to}" (edge from "${from}"). Remove the edge or add the node.`;
    const key = `${from}\n${outcome ?? ""}`;
    if (seen.has(key))
      return `edges: "${from}" has two ${outcome === undefined ? "default edges" : `edges for the outcome "${outcome}"`}. Remove one.`;
    seen.add(key);
  }
  return findDeadEnd(kinds, edges);
}

function startWith({ flowKinds }: Kinds): string {
  const others = flowKinds.filter(({ role }) => role !== "completes").map(({ title }) => title);
  return `Start with a node of another kind: ${others.join(", ")}.`;
}

function findDeadEnd(kinds: ReadonlyMap<string, FlowNodeKind>, edges: Graph["edges"]): string | null {
  const all = [...kinds];
  const stuck = all.find(
    ([name, { role }]) => role !== "completes" && !edges.some((edge) => edge.from === name),
  );
  if (stuck) return `edges: "${stuck[0]}" leads nowhere. Draw an edge to another node or to "${flowEnd}".`;
  const shut = all.find(
    ([name, { role }]) => role === "shows" && edgeFor(junctionOf({ name: "", edges }, name), null) === null,
  );
  return shut
    ? `edges: "${shut[0]}" shows a page (${shut[1].title}), which has no outcomes to leave by. Draw its default edge, without an outcome.`
    : null;
}
