import type { Workshop } from "@scriptyard/languages/workshop";
import type { Outcome } from "@scriptyard/model";
import { timeLimitMessage } from "@scriptyard/model";
import { explainAbsence } from "../policy/refused-functions.ts";
import { payerOf } from "./payer.ts";
import type { RunInput } from "./run.ts";
import type { Runnable } from "./runnable.ts";
import { explainUnrecorded } from "./unrecorded.ts";

/** What was met of time: here it is known how much more the script could be given. */
function explainTime({ policy }: Runnable, outcome: Outcome): Outcome {
  if (outcome.status === "ok" || !outcome.error.time || !outcome.error.limit) return outcome;
  const { limit, time } = outcome.error;
  const message = timeLimitMessage(limit, time, policy.most.timeoutMs);
  return { ...outcome, error: { ...outcome.error, message } };
}

/** A function that was absent because a level took it away is that level's doing, not the script's mistake. */
export async function explained(
  ports: { workshop: Workshop },
  { runnable, actor, recordedError }: RunInput,
  outcome: Outcome,
): Promise<Outcome> {
  const { linked } = runnable;
  if (!linked.ok) return outcome;
  const payer = payerOf(runnable.realm, actor);
  const told = await explainAbsence(ports, { ...runnable, payer }, linked.keyed.program, outcome);
  return explainTime(runnable, explainUnrecorded(recordedError, told));
}
