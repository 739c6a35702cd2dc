import {
  edgeFor,
  type FlowGraph,
  type FlowNodeKind,
  flowEnd,
  junctionOf,
  type NodeScript,
  outcomesOf,
} from "@scriptyard/model";

/** An outcome that an edge may be drawn for. */
export type OutcomeChoice = {
  /** Null: the default edge. */
  outcome: string | null;
  /** Title of where it leads already; null where it has no edge. */
  leadsTo: string | null;
  /** Whether the script's text answers it; null where that is not known. */
  answered: boolean | null;
};

/**
 * Outcomes of a node: those that its script names, and those that are drawn; the default edge first. What shows a page or
 * completes has no outcomes, so only the default edge.
 */
export function outcomeChoices(
  graph: FlowGraph,
  node: string,
  kind: Pick<FlowNodeKind, "role"> | null,
  script: NodeScript | null,
): OutcomeChoice[] {
  const junction = junctionOf({ name: "", edges: graph.edges }, node);
  const texts = [script?.draftAnswers, script?.liveAnswers].flatMap((one) => one ?? []);
  const open = texts.length === 0 || texts.some((one) => one.open);
  const written = new Set(texts.flatMap((one) => one.written));
  const named =
    kind !== null && kind.role !== "decides" ? [] : [...new Set([...written, ...outcomesOf(junction)])];
  const choice = (outcome: string | null, isAnswered: boolean): OutcomeChoice => {
    const to = edgeFor(junction, outcome)?.to ?? null;
    return { outcome, leadsTo: to && titleOf(graph, to), answered: isAnswered ? true : open ? null : false };
  };
  return [
    choice(null, kind?.role !== "decides" || texts.some((one) => one.unnamed)),
    ...named.map((outcome) => choice(outcome, written.has(outcome))),
  ];
}

/** The first that its script answers and no edge carries; else the default one. */
export function likelyOutcome(choices: readonly OutcomeChoice[]): string | null {
  const free = choices.filter(({ leadsTo }) => leadsTo === null);
  const first = free.find(({ answered }) => answered === true) ?? free[0] ?? choices[0];
  return first?.outcome ?? null;
}

/** As people read it: the node's title, or the end. */
export function titleOf({ nodes }: Pick<FlowGraph, "nodes">, name: string): string {
  if (name === flowEnd) return "the end";
  return nodes.find((node) => node.name === name)?.title || name;
}
