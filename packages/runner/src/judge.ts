/** How a run is tried again and its answer judged, without a runner: for commands that run scripts and have no realm. */

export { typeOfSource } from "./pipeline/diagnostics.ts";
export { createLostEngines, type LostEngines, runWithSecondTry } from "./pipeline/lost-engines.ts";
export { type Judged, validateOutcome } from "./pipeline/validate.ts";
