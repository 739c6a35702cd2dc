/** How a run is tried again and its answer judged, without a runner: for commands that run scripts and have no realm. */

export { createLostEngines, type LostEngines, runWithSecondTry } from "./engine/lost-engines.ts";
export { type Judged, validateOutcome } from "./engine/validate.ts";
export { typeOfSource } from "./texts/diagnostics.ts";
