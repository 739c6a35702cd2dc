import { canonicalJson } from "@scriptyard/host-kit";
import type { Execution, ScriptError } from "@scriptyard/model";
import { errorLine } from "../replay/error-line.ts";

/** Limits that a traced run has more of: where it met them says nothing about the record. */
const budgets = new Set<ScriptError["type"]>([
  "timeout",
  "operation_limit",
  "memory_limit",
  "stack_overflow",
]);

/** Of each text that differs as much is answered. */
const SHOWN = 300;

/** Around the first character that differs, so that what is told apart can be seen to differ. */
function shown(text: string, differs: number): string {
  const from = differs < SHOWN ? 0 : differs - SHOWN / 2;
  const part = text.slice(from, from + SHOWN);
  return `${from > 0 ? "…" : ""}${part}${from + SHOWN < text.length ? "…" : ""}`;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/**
 * What a traced run did otherwise than its record says, and which value that is of. Operations and times are its own. A
 * record that a limit ended says how a run began: a traced run has more of each limit, and goes past that place.
 *
 * @example [{ what: "result", recorded: "{\"action\":\"continue\"}", now: "{\"action\":\"reject\"}" }]
 */
export function divergence(
  original: Execution,
  now: Execution,
): { what: string; recorded: string; now: string }[] {
  return (isStopped(original.error) ? beginnings(original, now) : aspects(original, now))
    .map(({ what, of: [was, is] }) => ({ what, was: canonicalJson(was), is: canonicalJson(is) }))
    .filter(({ was, is }) => was !== is)
    .map(({ what, was, is }) => {
      const differs = firstDifference(was, is);
      return { what, recorded: shown(was, differs), now: shown(is, differs) };
    });
}

/** By a limit of which a traced run has more. */
export function isStopped(error: ScriptError | null): boolean {
  return error !== null && budgets.has(error.type);
}

type Aspect = { what: string; of: [recorded: unknown, now: unknown] };

function aspects(original: Execution, now: Execution): Aspect[] {
  const both = <T>(of: (execution: Execution) => T): [T, T] => [of(original), of(now)];
  return [
    { what: "outcome", of: both((e) => (isStopped(e.error) ? "a limit" : (e.error?.type ?? e.status))) },
    { what: "result", of: both((e) => e.result) },
    { what: "effects", of: both((e) => e.effects) },
    { what: "error", of: both((e) => e.error?.message ?? null) },
    { what: "line of the error", of: both((e) => errorLine(e.error)) },
    { what: "log", of: both((e) => e.logs) },
  ];
}

/** As far as both came: which of them was stopped first, nobody knows. */
function beginnings({ logs: recorded }: Execution, { logs: now }: Execution): Aspect[] {
  const length = Math.min(recorded.length, now.length);
  return [{ what: "log", of: [recorded.slice(0, length), now.slice(0, length)] }];
}
