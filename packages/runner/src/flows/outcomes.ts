import type { Host, Issue } from "@scriptyard/host-kit";
import type { Effect, Execution, Json, Junction, Version } from "@scriptyard/model";
import { edgeFor, isObject, noEdge } from "@scriptyard/model";
import type { ResultCheck } from "../pipeline/validate.ts";
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
 * with one (`resume`), by which a signed return leaves the node without asking the script again.
 *
 * Where the outcome is missing the default edge is asked for, but not where the answer is not followed.
 */
export function outcomeIssues(
  host: Meanings,
  junction: Junction,
  result: Json,
  effects: readonly Effect[],
): Issue[] {
  const issues = effects.flatMap(({ name, args }, at): Issue[] => {
    const resume = host.meaning(name).leaves?.(args).resume ?? null;
    if (resume === null || edgeFor(junction, resume) !== null) return [];
    return [{ path: `effects[${at}].resume`, message: noEdge(junction, resume) }];
  });
  if (!isObject(result) || result.action !== "continue") return issues;
  const outcome = typeof result.outcome === "string" ? result.outcome : null;
  if (edgeFor(junction, outcome) === null && (outcome !== null || isFollowed(host, effects)))
    issues.push({ path: "result.outcome", message: noEdge(junction, outcome) });
  return issues;
}

/** Whether a decision to continue is one: beside these effects the visitor leaves, or is asked again. */
export function isFollowed(host: Meanings, effects: readonly Effect[]): boolean {
  return !effects.some(({ name }) => host.meaning(name).leaves || host.meaning(name).fails);
}

/** A replay judges by the edges of then: the flow may have been drawn anew since. None for what passed or was never held. */
export function recordedCheck(host: Meanings, recorded: Execution | null): { checkResult?: ResultCheck } {
  if (recorded === null || recorded.node === null || recorded.edges === undefined) return {};
  const { module: flow, node, edges } = recorded;
  return { checkResult: (result, effects) => outcomeIssues(host, { flow, node, edges }, result, effects) };
}
