export { eventTypes } from "./events/event-types.ts";
export type { RunnerOptions } from "./options.ts";
export { maskedPaths } from "./pipeline/mask.ts";
export { maskText } from "./pipeline/masker.ts";
export type { PolicyFileReport, PolicyFileState } from "./policy/policy-file.ts";
export type { LevelView, PolicyView, ScriptPolicy } from "./policy/policy-view.ts";
export { createRunner } from "./runner.ts";
export { type DemoRealm, type SeedInput, seedDemo } from "./seed/seed-demo.ts";
export type * from "./types.ts";
