export {
  type CallOptions,
  type ExecuteOptions,
  type Execution,
  type FlowAnswer,
  type FlowSession,
  type Json,
  type Realm,
  type RealmTypes,
  ScriptFailed,
  ScriptyardError,
  type YardTypes,
} from "@scriptyard/client";
export { createScriptyard, type Scriptyard } from "./create-scriptyard.ts";
export type { Handler } from "./handler.ts";
export type { ScriptyardOptions } from "./options.ts";
