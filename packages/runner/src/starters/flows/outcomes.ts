import type { Host, Issue } from "@scriptyard/host-kit";
import type { Effect, Execution, FlowNodeKind, Json, Junction, Version } from "@scriptyard/model";
import { decisionOf, edgeFor, kindOfHook, noEdge } from "@scriptyard/model";
import type { ResultCheck } from "../../engine/validate.ts";
import type { Walk } from "./walk.ts";

/** What an outcome without an edge does: `error`, or (null) what it did before there was the rule. */
export type OutcomeRule = Version["unknownOutcome"];

/** A walk that began before there was the rule ends as it began; a version of then keeps its meaning in every walk. */
export function ruleIn(
  walk: Pick<Walk, "unknownOutcome">,
  text: { unknownOutcome: OutcomeRule },
): OutcomeRule {
  return walk.unknownOutcome === undefined ? null : text.unknownOutcome;
}

type Meanings = Pick<Host, "meaning">;

/**
 * Outcomes of a decision that no edge of its node carries: in what it answers, and in effects that send the visitor away
 * with one, by which a signed return leaves the node without asking the script again.
 *
 * Where the outcome is missing the default edge is asked for, but not where the answer is not followed.
 */
export function outcomeIssues(
  host: Meanings,
  kind: FlowNodeKind | null,
  junction: Junction,
  result: Json,
  effects: readonly Effect[],
): Issue[] {
  const issues = effects.flatMap(({ name, args }, at): Issue[] => {
    const { leaves, resumesBy } = host.meaning(name);
    const resume = leaves?.(args).resume ?? null;
    if (resume === null || edgeFor(junction, resume) !== null) return [];
    return [{ path: `effects[${at}].${resumesBy?.member ?? "outcome"}`, message: noEdge(junction, resume) }];
  });
  const decision = decisionOf(kind, result);
  if (decision?.action !== "continue") return issues;
  const { outcome, member } = decision;
  if (edgeFor(junction, outcome) === null && (outcome !== null || isFollowed(host, effects)))
    issues.push({ path: `result.${member}`, message: noEdge(junction, outcome) });
  return issues;
}

/** Whether a decision to continue is one: beside these effects the visitor leaves, or is asked again. */
export function isFollowed(host: Meanings, effects: readonly Effect[]): boolean {
  return !effects.some(({ name }) => host.meaning(name).leaves || host.meaning(name).fails);
}

/** A replay judges by the edges of then: the flow may have been drawn anew since. None for what passed or was never held. */
export function recordedCheck(
  host: Meanings & Pick<Host, "flowKinds">,
  recorded: Execution | null,
): { checkResult?: ResultCheck } {
  if (recorded === null || recorded.node === null || recorded.edges === undefined) return {};
  const { module: flow, node, edges, hook } = recorded;
  const kind = kindOfHook(host.flowKinds, hook);
  return {
    checkResult: (result, effects) => outcomeIssues(host, kind, { flow, node, edges }, result, effects),
  };
}
