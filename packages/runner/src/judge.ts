/** How an answer is judged, without a runner: for commands that run scripts and have no realm. */

export { typeOfSource } from "./pipeline/diagnostics.ts";
export { type Judged, validateOutcome } from "./pipeline/validate.ts";
