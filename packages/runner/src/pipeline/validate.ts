import type { EffectScope, Issue } from "@scriptyard/host-kit";
import type { Json, OkOutcome, Outcome, StackFrame } from "@scriptyard/model";
import type { Runnable } from "./runnable.ts";
import { specifierOf } from "./runnable.ts";

/**
 * Turns an `ok` outcome whose result or effects break the hook's contract into an `execution` error that names every
 * path and what is allowed there. Its effects go with it: they are never applied.
 *
 * @example `{ action: "contine" }` → `login/risk-check answered something onExecute may not: result.action: "contine" is not one of …`
 */
export function validateOutcome(
  runnable: Runnable,
  scope: EffectScope,
  outcome: Outcome,
  checkResult: (result: Json) => Issue[] = () => [],
): Outcome {
  if (outcome.status === "error") return outcome;
  const issues = [...resultIssues(runnable, outcome, checkResult), ...effectIssues(runnable, scope, outcome)];
  if (issues.length === 0) return outcome;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  const more = issues.length > shown.length ? ` (and ${issues.length - shown.length} more)` : "";
  return {
    status: "error",
    error: {
      type: "execution",
      name: "InvalidResult",
      message: `${runnable.hook} gave something it may not: ${shown.join("; ")}${more}`.slice(0, 1_000),
      stack: hookFrame(runnable),
      issues: issues.slice(0, 50),
    },
    logs: outcome.logs,
    metrics: outcome.metrics,
  };
}

function resultIssues(
  { host, hook, realm }: Runnable,
  outcome: OkOutcome,
  checkResult: (result: Json) => Issue[],
): Issue[] {
  const issues = host.validateResult(hook, outcome.result);
  if (issues.length > 0) return issues;
  return [...linkIssues(outcome.result, realm.allowedHosts), ...checkResult(outcome.result)];
}

function effectIssues({ host, hook }: Runnable, scope: EffectScope, outcome: OkOutcome): Issue[] {
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
      const problem = linkProblem(part.url, allowedHosts);
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

function linkProblem(url: string, allowedHosts: readonly string[]): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== "https:") return "expected an address that starts with https://";
  if (parsed.username !== "" || parsed.password !== "") return "an address with a user name is not allowed";
  if (allowedHosts.includes(parsed.hostname)) return null;
  const allowed = allowedHosts.join(", ") || "none";
  return `"${parsed.hostname}" is not one of the realm's allowed hosts (${allowed}); add it in the realm's settings`;
}

/** The run has no frame to show: point at the hook itself, so that the error opens at a line of the author's. */
function hookFrame(runnable: Runnable): StackFrame[] {
  const { source, hook } = runnable;
  const at = source.search(new RegExp(`\\bexport\\s+(?:async\\s+)?(?:function|const|let)\\s+${hook}\\b`));
  if (at < 0) return [];
  const before = source.slice(0, at).split("\n");
  const column = before.at(-1)!.length + 1;
  return [{ file: specifierOf(runnable.script), line: before.length, column, function: hook }];
}
