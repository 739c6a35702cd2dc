export type { Actor } from "./actor.ts";
export { type AttemptRule, type Attempts, createAttempts, type Try } from "./attempts/attempts.ts";
export { createKnownPlaces } from "./attempts/known-places.ts";
export { networkOf } from "./attempts/network.ts";
export type * from "./authoring/flows/types.ts";
export type { LevelView, PolicyView, ScriptPolicy } from "./authoring/policy/policy-view.ts";
export type { Preview, PreviewInput } from "./authoring/preview/preview.ts";
export type { VersionTrust } from "./authoring/publish/adopt-versions.ts";
export type * from "./authoring/references/types.ts";
export type { ReplayResult } from "./authoring/replay/replay.ts";
export type { Retired, RetireRequest } from "./authoring/retire/retire.ts";
export type { CreateScriptInput } from "./authoring/scripts/create.ts";
export { nameOf } from "./authoring/scripts/name-of.ts";
export type { TraceResult } from "./authoring/trace/trace.ts";
export type { Receiver, Receivers } from "./bus/receivers.ts";
export { noteChange } from "./changes.ts";
export { maskedPaths } from "./engine/mask.ts";
export { eventTypes } from "./events/event-types.ts";
export type * from "./events/types.ts";
export type { Fit, Misfit } from "./hosts/types.ts";
export type { RunnerLog, RunnerOptions } from "./options.ts";
export type { AccountChange } from "./policy/account-events.ts";
export type { PolicyFileReport, PolicyFileState } from "./policy/policy-file.ts";
export type { Present } from "./presence/presence.ts";
export { requireRoom } from "./quotas/require-room.ts";
export type * from "./realms/moving/types.ts";
export type { SettingsPreview } from "./realms/settings-preview.ts";
export type * from "./realms/types.ts";
export { createRunner, type Runner } from "./runner.ts";
export type { MissingSecret, SetSecret } from "./secrets/secrets.ts";
export { type DemoRealm, type SeedInput, seedDemo } from "./seed/seed-demo.ts";
export type { ExecuteInput } from "./starters/call/execute.ts";
export type * from "./starters/flows/types.ts";
export type { HookRequest } from "./starters/triggers/http/handle.ts";
export type { HookAnswer } from "./starters/triggers/http/response.ts";
export { sign } from "./starters/triggers/http/signature.ts";
export type { TrialAnswer, TrialRequest } from "./starters/triggers/http/trial-call.ts";
export type { Explained } from "./starters/triggers/kind.ts";
export type { ToolView } from "./starters/triggers/tool/tools.ts";
export type * from "./starters/triggers/types.ts";
export { jsonBounds, measureJson } from "./text/json/measure.ts";
export { mayHoldPrototype, parseJson } from "./text/json/parse-json.ts";
export { requireUtf8Escapes, utf8Text } from "./text/utf8.ts";
export type {
  LayerStatus,
  ScriptSources,
  ScriptsFolder,
  SourceName,
  SourcesFolder,
} from "./texts/registry/types.ts";
export type { Timers } from "./timers.ts";
