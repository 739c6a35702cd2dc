import type { Flow, FlowNode } from "@scriptyard/model";
import { edgeFor, Fault, flowEnd, flowInputSchema, junctionOf } from "@scriptyard/model";
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

export function nodeNamed(graph: Graph, name: string): FlowNode | undefined {
  return graph.nodes.find((node) => node.name === name);
}

/**
 * Checks a flow as a whole: every edge ends somewhere, no two edges answer the same outcome, no node is a dead end.
 *
 * @throws Fault `bad_request` naming the edge or node and what to do
 */
export function checkFlow(value: Flow): Flow {
  const parsed = flowInputSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `flow.${issue.path.join(".")}: ${issue.message}.`, {
      cause: parsed.error,
    });
  }
  const flow = parsed.data;
  const problem = findProblem(flow);
  if (problem !== null) throw new Fault("bad_request", problem);
  return flow;
}

function findProblem({ entry, nodes, edges }: Graph): string | null {
  const names = new Set<string>();
  for (const { name } of nodes) {
    if (name === flowEnd) return `nodes: "${flowEnd}" is the name of the flow's end. Rename the node.`;
    if (names.has(name)) return `nodes: "${name}" is there twice. Rename one.`;
    names.add(name);
  }
  if (!names.has(entry)) return `entry: there is no node "${entry}". Nodes: ${[...names].join(", ")}.`;
  if (nodes.find((n) => n.name === entry)!.kind === "completion")
    return `entry: "${entry}" is a completion node; it runs at the end. Start with a decision or a block.`;
  const seen = new Set<string>();
  for (const { from, to, outcome } of edges) {
    if (!names.has(from))
      return `edges: there is no node "${from}" (edge to "${to}"). Remove the edge or add the node.`;
    if (to !== flowEnd && !names.has(to))
      return `edges: there is no node "${to}" (edge from "${from}"). Remove the edge or add the node.`;
    const key = `${from}\n${outcome ?? ""}`;
    if (seen.has(key))
      return `edges: "${from}" has two ${outcome === undefined ? "default edges" : `edges for the outcome "${outcome}"`}. Remove one.`;
    seen.add(key);
  }
  const stuck = nodes.find((n) => n.kind !== "completion" && !edges.some((e) => e.from === n.name));
  const shut = nodes.find(
    (n) => n.kind === "block" && edgeFor(junctionOf({ name: "", edges }, n.name), null) === null,
  );
  if (stuck === undefined && shut !== undefined)
    return `edges: "${shut.name}" is a block, which has no outcomes to leave by. Draw its default edge, without an outcome.`;
  return stuck
    ? `edges: "${stuck.name}" leads nowhere. Draw an edge to another node or to "${flowEnd}".`
    : null;
}
