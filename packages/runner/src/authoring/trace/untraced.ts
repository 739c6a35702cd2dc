import type { Outcome } from "@scriptyard/model";
import type { RunOutput } from "../../engine/run.ts";
import type { Runnable } from "../../engine/runnable.ts";
import { holdsPlainSecrets } from "../../secrets/vault.ts";

/**
 * Why nothing is shown of a run that was made to be traced, in a sentence or two; null where it is shown.
 *
 * @param run `diverges`: it did something else than its record says; `text`: what ran
 * @example "It drew other numbers: those of a live run are for administrators."
 */
export function whyUntraced(
  { outcome, waiting }: Pick<RunOutput, "outcome" | "waiting">,
  { diverges, sameNumbers, text }: { diverges: boolean; sameNumbers: boolean; text: Runnable },
): string | null {
  if (diverges) return whyDiverged(sameNumbers, text);
  if (outcome.trace !== undefined) return null;
  if (waiting)
    return `It waits for an answer to ${waiting.event} that was never given, and goes on only then.`;
  return whyUnheard(outcome);
}

function whyDiverged(sameNumbers: boolean, text: Runnable): string {
  if (holdsPlainSecrets(text))
    return "It may read secrets as plain text. A secret's value is not shown to traces, so this run was handed none.";
  if (!sameNumbers) return "It drew other numbers: those of a live run are for administrators.";
  return "Its libraries, its host or the engine have changed since.";
}

/** It ended, and nobody could hear it. */
function whyUnheard(outcome: Outcome): string {
  if (outcome.status === "ok") return "It ran without saying what it did. Trace it again.";
  const { type, message } = outcome.error;
  if (type === "timeout")
    return "A built-in operation had to be ended by force, and what the run had said went with it.";
  if (type === "engine_failure") return `Its engine was lost, and with it what the run had said: ${message}`;
  return `Nothing of it ran: ${message}`;
}
