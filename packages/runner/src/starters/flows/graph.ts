import type { Host } from "@scriptyard/host-kit";
import type { Flow, FlowEdge, FlowFindingCode, FlowGraph, FlowNode, FlowNodeKind } from "@scriptyard/model";
import { edgeFor, Fault, flowFindings, graphOf, junctionOf, kindNamed } from "@scriptyard/model";
import { graphIn } from "../../authoring/flows/graph-in.ts";
import type { OutcomeRule } from "./outcomes.ts";

export type Graph = Pick<Flow, "name" | "entry" | "nodes" | "edges">;

/**
 * The edge an outcome is left by; null: it leads nowhere.
 *
 * @param rule null: what was published before there was the rule takes the default edge by an outcome without an edge
 */
export function edgeTaken(
  graph: Graph,
  from: string,
  outcome: string | null,
  rule: OutcomeRule,
): FlowEdge | null {
  const junction = junctionOf(graph, from);
  return edgeFor(junction, outcome) ?? (rule === null ? edgeFor(junction, null) : null);
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
 * Checks a flow as a whole: it is a graph, every node is of a kind that its host has, walks can begin and none is led to a
 * dead end. What its scripts answer is another question, see `flowFindings`.
 *
 * @throws Fault `bad_request` naming the edge or node and what to do
 */
export function checkFlow<F extends Pick<Flow, "name" | "entry" | "nodes" | "edges">>(
  flow: F,
  host: Kinds,
): F & { entry: string } {
  const graph = graphIn(graphOf(flow));
  requireSound(graph, { flow: flow.name, host });
  return { ...flow, entry: graph.entry ?? "", nodes: graph.nodes, edges: graph.edges };
}

/** @throws Fault `bad_request` with the first thing that keeps a graph from being walked */
export function requireSound(graph: FlowGraph, { flow, host }: { flow: string; host: Kinds }): void {
  const facts = { flow, host: host.id, kinds: host.flowKinds, scripts: new Map() };
  const [first] = flowFindings(graph, facts).filter(
    ({ code, severity }) => severity === "error" && code !== "no-way-to-the-end",
  );
  if (first === undefined) return;
  const { at, message, remedy } = first;
  const field =
    at.kind === "flow" || first.code === "entry-completes" ? "entry" : (fields[first.code] ?? "edges");
  const words = `${message} ${remedy}`;
  throw new Fault("bad_request", `${field}: ${words}`, {
    details: { issues: [{ path: field, message: words }] },
  });
}

const fields: { [code in FlowFindingCode]?: string } = { "unknown-kind": "nodes" };
