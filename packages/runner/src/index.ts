export { type AttemptRule, type Attempts, createAttempts, type Try } from "./attempts/attempts.ts";
export { createKnownPlaces } from "./attempts/known-places.ts";
export { networkOf } from "./attempts/network.ts";
export type { Receiver, Receivers } from "./bus/receivers.ts";
export { noteChange } from "./changes.ts";
export { eventTypes } from "./events/event-types.ts";
export type * from "./events/types.ts";
export type * from "./flows/types.ts";
export type { RunnerLog, RunnerOptions } from "./options.ts";
export { maskedPaths } from "./pipeline/mask.ts";
export { maskText } from "./pipeline/masker.ts";
export type * from "./pipeline/types.ts";
export type { AccountChange } from "./policy/account-events.ts";
export type { PolicyFileReport, PolicyFileState } from "./policy/policy-file.ts";
export type { LevelView, PolicyView, ScriptPolicy } from "./policy/policy-view.ts";
export type { Present } from "./presence/presence.ts";
export type { VersionTrust } from "./publish/adopt-versions.ts";
export { requireRoom } from "./quotas/require-room.ts";
export type { SettingsPreview } from "./realms/settings-preview.ts";
export type * from "./realms/types.ts";
export type * from "./references/types.ts";
export type {
  LayerStatus,
  ScriptSources,
  ScriptsFolder,
  SourceName,
  SourcesFolder,
} from "./registry/types.ts";
export type { ReplayResult } from "./replay/replay.ts";
export { createRunner } from "./runner.ts";
export type { CreateScriptInput } from "./scripts/create.ts";
export { nameOf } from "./scripts/name-of.ts";
export { type DemoRealm, type SeedInput, seedDemo } from "./seed/seed-demo.ts";
export { jsonBounds, measureJson } from "./text/json/measure.ts";
export { mayHoldPrototype, parseJson } from "./text/json/parse-json.ts";
export { requireUtf8Escapes, utf8Text } from "./text/utf8.ts";
export type { HookRequest } from "./triggers/http/handle.ts";
export type { HookAnswer } from "./triggers/http/response.ts";
export { sign } from "./triggers/http/signature.ts";
export type { TrialAnswer, TrialRequest } from "./triggers/http/trial-call.ts";
export type { Explained } from "./triggers/kind.ts";
export type { Timers } from "./triggers/timers.ts";
export type { ToolView } from "./triggers/tool/tools.ts";
export type * from "./triggers/types.ts";
export type * from "./types.ts";
