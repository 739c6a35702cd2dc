import type { Outcome, ScriptError } from "@scriptyard/model";

/**
 * A replay hears what its recording heard, and asks nobody. A text that goes on where the recorded one ended may ask for more:
 * it did not wait too long, it waits for what was never said.
 *
 * @param recorded how the recorded run failed, null where it did not; undefined = this is no replay
 */
export function explainUnrecorded(recorded: ScriptError | null | undefined, outcome: Outcome): Outcome {
  if (recorded === undefined || outcome.status !== "error") return outcome;
  if (outcome.error.limit?.name !== "waitMs" || recorded?.limit?.name === "waitMs") return outcome;
  const message =
    "It asks the host for something that the recorded run did not ask for, and a replay asks nobody. Run it with the recorded input instead.";
  return { ...outcome, error: { type: "execution", name: "ReplayMismatch", message, stack: [] } };
}
