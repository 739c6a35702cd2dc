import type { RunnerEvent } from "./types.ts";

/** Every kind of live event: what filters of streams are checked against. */
export const eventTypes = [
  "execution",
  "published",
  "draft",
  "script_removed",
  "presence",
  "flow-step",
  "flow",
  "message",
  "security",
  "policy",
  "message-refused",
  "errors",
  "trigger",
  "realms",
  "host",
  "script_reloaded",
  "script_reload_failed",
  "script_layer_changed",
] as const satisfies readonly RunnerEvent["type"][];
