import type { Outcome } from "@scriptyard/model";
import { scrubbedOutcome } from "./mask.ts";
import type { RunInput } from "./run.ts";

/**
 * What whoever asked for the run is shown besides its record. Where a text is only tried nobody may read a secret out of it;
 * what a live script answers is its own affair.
 */
export function withoutSecrets(input: RunInput, outcome: Outcome, forms: readonly string[]): Outcome {
  const isTried =
    input.trigger === "preview" || input.trigger === "replay" || input.trial || input.flow?.trial;
  return scrubbedOutcome(outcome, forms, isTried ? "all" : "words");
}
