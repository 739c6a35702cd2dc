import type { EffectScope, Host, Issue } from "@scriptyard/host-kit";
import type { Outcome } from "@scriptyard/model";
import type { Job } from "./job.ts";

/** As on the server: a result or effect the host does not allow turns `ok` into an `execution` error that names it. */
export function validateOutcome(host: Host, job: Job, scope: EffectScope, outcome: Outcome): Outcome {
  if (outcome.status === "error") return outcome;
  const issues: Issue[] = host.validateResult(job.hook, outcome.result);
  outcome.effects.forEach((effect, index) => {
    for (const issue of host.validateEffect(job.hook, effect, scope))
      issues.push({ path: issue.path || `effects[${index}]`, message: issue.message });
  });
  if (issues.length === 0) return outcome;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  const more = issues.length > shown.length ? ` (and ${issues.length - shown.length} more)` : "";
  return {
    status: "error",
    error: {
      type: "execution",
      name: "InvalidResult",
      message: `${job.hook} gave something it may not: ${shown.join("; ")}${more}`.slice(0, 1_000),
      stack: [],
      issues: issues.slice(0, 50),
    },
    logs: outcome.logs,
    metrics: outcome.metrics,
  };
}
