import type { EffectScope, Host, Issue } from "@scriptyard/host-kit";
import {
  destinationProblem,
  type Effect,
  type Json,
  type OkOutcome,
  type Outcome,
  type StackFrame,
} from "@scriptyard/model";

/** What a place where scripts run asks of an answer beyond the hook's schema, which it has passed. */
export type ResultCheck = (result: Json, effects: readonly Effect[]) => Issue[];

/** Whose answer is judged: nothing of it needs a realm's data, so that the command line judges as the server does. */
export type Judged = {
  host: Pick<Host, "functions" | "validateResult" | "validateEffect">;
  hook: string;
  /** The text, and its name in stack frames. */
  source: string;
  specifier: string;
  /** Hosts that links may lead to. */
  allowedHosts: readonly string[];
};

/**
 * Turns an `ok` outcome whose result or effects break the hook's contract into an `execution` error that names every
 * path and what is allowed there. Its effects go with it: they are never applied.
 *
 * @example `{ action: "contine" }` → `login/risk-check answered something onExecute may not: result.action: "contine" is not one of …`
 */
export function validateOutcome(
  judged: Judged,
  opened: EffectScope,
  outcome: Outcome,
  checkResult: ResultCheck = () => [],
): Outcome {
  if (outcome.status === "error") return outcome;
  const scope = { ...opened, answered: lastAnswer(judged, outcome) };
  const wrongEffects = effectIssues(judged, scope, outcome);
  // What a place asks of an answer reads the effects, so they are asked for only when they are what they should be.
  const ofPlace = wrongEffects.length > 0 ? () => [] : checkResult;
  const issues = [...resultIssues(judged, outcome, ofPlace), ...wrongEffects];
  if (issues.length === 0) return outcome;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  const more = issues.length > shown.length ? ` (and ${issues.length - shown.length} more)` : "";
  return {
    status: "error",
    error: {
      type: "execution",
      name: "InvalidResult",
      message: `${judged.hook} gave something it may not: ${shown.join("; ")}${more}`.slice(0, 1_000),
      stack: hookFrame(judged),
      issues: issues.slice(0, 50),
    },
    logs: outcome.logs,
    metrics: outcome.metrics,
    // What it was answered is what a replay of it needs.
    ...(outcome.hostAnswers && { hostAnswers: outcome.hostAnswers }),
    ...(outcome.trace && { trace: outcome.trace }),
  };
}

/** What the visitor, or whoever the last event was about, sent last. */
function lastAnswer({ host }: Judged, { hostAnswers }: OkOutcome): Json | undefined {
  const isEvent = (name: string) => host.functions.find((one) => one.name === name)?.kind === "event";
  return hostAnswers?.findLast((answer) => answer.ok && isEvent(answer.name))?.value;
}

function resultIssues(
  { host, hook, allowedHosts }: Judged,
  outcome: OkOutcome,
  checkResult: ResultCheck,
): Issue[] {
  const issues = host.validateResult(hook, outcome.result);
  if (issues.length > 0) return issues;
  return [...linkIssues(outcome.result, allowedHosts), ...checkResult(outcome.result, outcome.effects)];
}

function effectIssues({ host, hook }: Judged, scope: EffectScope, outcome: OkOutcome): Issue[] {
  return outcome.effects.flatMap((effect, index) =>
    host
      .validateEffect(hook, effect, scope)
      .map((issue) => ({ path: issue.path || `effects[${index}]`, message: issue.message })),
  );
}

/** Links shown to end users go where the realm allows, or nowhere: a script must not be able to phish. */
function linkIssues(result: Json, allowedHosts: readonly string[]): Issue[] {
  const issues: Issue[] = [];
  for (const [path, parts] of partLists(result)) {
    parts.forEach((part, index) => {
      if (part === null || typeof part !== "object" || Array.isArray(part)) return;
      if (part.type !== "link" || typeof part.url !== "string") return;
      const problem = destinationProblem(part.url, allowedHosts);
      if (problem !== null) issues.push({ path: `${path}[${index}].url`, message: problem });
    });
  }
  return issues;
}

function partLists(result: Json): [string, Json[]][] {
  if (result === null || typeof result !== "object" || Array.isArray(result)) return [];
  if (Array.isArray(result.parts)) return [["result.parts", result.parts]];
  const block = result.block;
  if (block === null || typeof block !== "object" || Array.isArray(block)) return [];
  return Array.isArray(block.parts) ? [["result.block.parts", block.parts]] : [];
}

/** The run has no frame to show: point at the hook itself, so that the error opens at a line of the author's. */
function hookFrame({ source, hook, specifier }: Judged): StackFrame[] {
  const at = declarationOf(source, hook);
  return at === null ? [] : [{ file: specifier, line: at.line, column: at.column, function: hook }];
}

/** Where a hook is declared, for findings about it as a whole; the first line of a text where that is not to be seen. */
export function hookPlace(source: string, hook: string) {
  const { line, column, length } = declarationOf(source, hook) ?? { line: 1, column: 1, length: 0 };
  return { line, column, endLine: line, endColumn: column + length };
}

function declarationOf(source: string, hook: string) {
  const found = new RegExp(`\\bexport\\s+(?:async\\s+)?(?:function|const|let)\\s+${hook}\\b`).exec(source);
  if (found === null) return null;
  const before = source.slice(0, found.index).split("\n");
  // A declaration over several lines is marked in its first.
  const length = found[0].split("\n", 1)[0]!.length;
  return { line: before.length, column: before.at(-1)!.length + 1, length };
}
