export { type Client, type ClientOptions, createClient } from "./client.ts";
export { ScriptFailed, ScriptyardError, type ScriptyardErrorCode } from "./errors.ts";
export type { ListenOptions, LiveEvent } from "./events/listen.ts";
export type { FlowAnswer, FlowSession } from "./flow-session.ts";
export type { CallOptions, ExecuteOptions, Realm, Tool } from "./realm.ts";
export type { Execution, Json, RealmTypes, ScriptError, YardTypes } from "./types.ts";
