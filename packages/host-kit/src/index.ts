export { defineHost } from "./define-host.ts";
export { defineModule } from "./define-module.ts";
export { HostDefinitionError } from "./definition-error.ts";
export { createHostCalls, type HostCalls } from "./host-calls/index.ts";
export { canonicalJson } from "./schema/canonical-json.ts";
export { checkSettingsSchema, scriptSettings, validateSettings } from "./settings/index.ts";
export { withTriggers } from "./triggers/with-triggers.ts";
export type * from "./types.ts";
