import type { ScriptError } from "@scriptyard/model";

/** A hook's promise that nothing can resolve any more. */
export function neverSettles(): ScriptError {
  return {
    type: "execution",
    message: "The hook's promise can never settle: nothing is left to run that could resolve it.",
    stack: [],
  };
}
