import { isProduct, withoutUndefined } from "@scriptyard/model";
import type { Inputs } from "../../app/trpc.ts";
import { type ExecutionsSearch, executionsRanges } from "./search.ts";

export type ExecutionFilter = Inputs["executions"]["list"]["filter"];

/**
 * The address as the API's filter. A script is found by name in `scripts`; null when it names none.
 * `now` closes the time window of a range; the list is asked without an end, so that new rows appear.
 */
export function toApiFilter(
  search: ExecutionsSearch,
  scripts: readonly { id: string; module: string; name: string }[],
  window: { fromMs: number; toMs?: number },
): ExecutionFilter | null {
  const script = search.script
    ? scripts.find(({ module, name }) => `${module}/${name}` === search.script)
    : undefined;
  if (search.script && !script) return null;
  const filter: ExecutionFilter = {
    scriptId: script?.id as ExecutionFilter["scriptId"],
    version: search.version,
    status: search.status,
    errorType: search.type,
    trigger: search.trigger,
    triggerId: search.triggerId as ExecutionFilter["triggerId"],
    action: search.action,
    outcome: search.outcome,
    effect: search.effect,
    user: search.user,
    minRunUs: microseconds(search.minMs),
    maxRunUs: microseconds(search.maxMs),
    minOperations: search.minOps,
    flowSessionId: search.session as ExecutionFilter["flowSessionId"],
    requestId: search.request as ExecutionFilter["requestId"],
    errorGroupId: search.group as ExecutionFilter["errorGroupId"],
    text: search.text,
    trials: hidesTrials(search) ? false : undefined,
    ...window,
  };
  return withoutUndefined(filter);
}

function microseconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms * 1_000;
}

/** Unless somebody asks for them, or for something that may be one. */
export function hidesTrials({ trials, trigger, session, request }: ExecutionsSearch): boolean {
  if (trials || session !== undefined || request !== undefined) return false;
  return trigger === undefined || isProduct(trigger);
}

/** Start and end of what the address asks for; a range ends at `now`. */
export function timeWindow(search: ExecutionsSearch, now: number): { fromMs: number; toMs: number } {
  if (search.from !== undefined && search.to !== undefined) return { fromMs: search.from, toMs: search.to };
  return { fromMs: now - executionsRanges[search.range ?? "24h"], toMs: now };
}
