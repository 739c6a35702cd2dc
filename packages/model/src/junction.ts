import type { Flow, FlowEdge } from "./entities/flow.ts";
import { didYouMean } from "./text/did-you-mean.ts";

/** A node seen from its end: where its outcomes can lead. */
export type Junction = { flow: string; node: string; edges: readonly FlowEdge[] };

/** Name of the good end of every flow. */
export const flowEnd = "done";

export function junctionOf(flow: Pick<Flow, "name" | "edges">, node: string): Junction {
  return { flow: flow.name, node, edges: flow.edges.filter((edge) => edge.from === node) };
}

/**
 * The edge an outcome leaves by: its own, or without an outcome (null) the default edge. An outcome that no edge carries
 * leads nowhere: in a login, the default edge may be the way around the second factor.
 */
export function edgeFor({ edges }: Pick<Junction, "edges">, outcome: string | null): FlowEdge | null {
  return edges.find((edge) => (edge.outcome ?? null) === outcome) ?? null;
}

/** Outcomes that have an edge, in the flow's order. */
export function outcomesOf({ edges }: Pick<Junction, "edges">): string[] {
  return edges.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]));
}

/**
 * Why an outcome cannot be taken: what checks, publish, runs and previews say of it.
 *
 * @example `"suspicous" has no edge from "risk-check" in the flow "login". Known: "suspicious". Did you mean "suspicious"?`
 */
export function noEdge(junction: Junction, outcome: string | null): string {
  const said = outcome === null ? "The default outcome" : quoted(outcome);
  const place = `from ${quoted(junction.node)} in the flow ${quoted(junction.flow)}`;
  return `${said} has no edge ${place}. ${knownEdges(junction, outcome)}`;
}

/** What could be taken instead, the second half of `noEdge`: `Known: "suspicious". Did you mean "suspicious"?` */
export function knownEdges(junction: Junction, outcome: string | null): string {
  const known = outcomesOf(junction);
  const listed = known.slice(0, mostShown).map(quoted).join(", ");
  const more = known.length > mostShown ? ` … (${known.length} in all)` : "";
  const list = known.length === 0 ? "It has only the default edge" : `Known: ${listed}${more}`;
  return [list, hint(junction, outcome, known)].filter(Boolean).join(". ");
}

function hint(junction: Junction, outcome: string | null, known: string[]): string {
  if (outcome === null) return "Name one of them.";
  const near = didYouMean(outcome, known);
  if (near !== null) return `Did you mean ${quoted(near)}?`;
  const hasDefault = edgeFor(junction, null) !== null;
  return hasDefault && (known.length === 0 || outcome === "default")
    ? "Leave the outcome out to take it."
    : "";
}

/** The other way round: an edge nobody takes. */
export function noOutcome({ flow, node }: Junction, outcome: string): string {
  return `No decision of this script takes the edge ${quoted(outcome)} from ${quoted(node)} in the flow ${quoted(flow)}`;
}

/** A way out of a node; `title` of where it leads, as people read it. `outcome` null: the default edge. */
export type Exit = { outcome: string | null; to: string; title: string };

/** Every way out of a node, in the flow's order. */
export function exitsOf(flow: Pick<Flow, "name" | "nodes" | "edges">, node: string): Exit[] {
  const titles = new Map(flow.nodes.map((one) => [one.name, one.title || one.name]));
  return junctionOf(flow, node).edges.map(({ outcome = null, to }) => ({
    outcome,
    to,
    title: to === flowEnd ? "the end" : (titles.get(to) ?? to),
  }));
}

/** Where a decision to continue leads. */
export type Destination =
  | ({ kind: "node"; flow: string } & Exit)
  /** `instead`: what could be taken, see `knownEdges`. */
  | { kind: "no-edge"; flow: string; outcome: string | null; instead: string }
  /** Its script is no node that decides in a flow. */
  | { kind: "no-flow"; outcome: string | null };

/**
 * @param flow the one in which the node decides; null where there is none
 * @example destinationOf(flow, "risk-check", "suspicious") // { kind: "node", …, title: "Second factor" }
 */
export function destinationOf(flow: Flow | null, node: string, outcome: string | null): Destination {
  if (flow === null) return { kind: "no-flow", outcome };
  const exit = exitsOf(flow, node).find((one) => one.outcome === outcome);
  if (exit !== undefined) return { kind: "node", flow: flow.name, ...exit };
  return { kind: "no-edge", flow: flow.name, outcome, instead: knownEdges(junctionOf(flow, node), outcome) };
}

const mostShown = 12;

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 58)}…` : text);
}
