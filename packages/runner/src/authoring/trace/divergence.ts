import { canonicalJson } from "@scriptyard/host-kit";
import type { Execution, ScriptError } from "@scriptyard/model";

/** Limits that a traced run has more of: where it met them says nothing about the record. */
const budgets = new Set<ScriptError["type"]>([
  "timeout",
  "operation_limit",
  "memory_limit",
  "stack_overflow",
]);

const said = (value: unknown) => {
  const text = canonicalJson(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/**
 * What a traced run did otherwise than its record says, and which value that is of. Operations and times are its own.
 *
 * @example [{ what: "result", recorded: "{\"action\":\"continue\"}", now: "{\"action\":\"reject\"}" }]
 */
export function divergence(
  original: Execution,
  now: Execution,
): { what: string; recorded: string; now: string }[] {
  const isBudget = isStopped(original.error);
  const aspects: { what: string; of: (execution: Execution) => unknown }[] = [
    { what: "outcome", of: (e) => (isStopped(e.error) ? "a limit" : (e.error?.type ?? e.status)) },
    { what: "result", of: (e) => e.result },
    { what: "effects", of: (e) => e.effects },
    { what: "error", of: (e) => (isBudget ? null : (e.error?.message ?? null)) },
    { what: "line of the error", of: (e) => (isBudget ? null : placeOf(e.error)) },
    // Stopped elsewhere, it has said more or less by then.
    { what: "log", of: (e) => (isBudget ? null : e.logs) },
  ];
  return aspects
    .map(({ what, of }) => ({ what, recorded: said(of(original)), now: said(of(now)) }))
    .filter(({ recorded, now }) => recorded !== now);
}

/** By a limit, whichever it met first. */
function isStopped(error: ScriptError | null): boolean {
  return error !== null && budgets.has(error.type);
}

function placeOf(error: ScriptError | null): string | null {
  const [frame] = error?.stack ?? [];
  return frame === undefined ? null : `${frame.file}:${frame.line}`;
}
