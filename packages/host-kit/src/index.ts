export { uiBlockSchema } from "@scriptyard/model";
export { httpCallSchema, type ProductHttpCall } from "./config/http-call.ts";
export {
  type ConfiguredRealm,
  configDocument,
  defineConfig,
  type ScriptyardConfig,
  type ServerSettings,
} from "./config/index.ts";
export { withSecretNames } from "./declarations/secret-names.ts";
export { type SettingsPlace, type SettingsTypes, settingsTypes } from "./declarations/settings-types.ts";
export { defineHost } from "./define-host.ts";
export { defineModule } from "./define-module.ts";
export { HostDefinitionError } from "./definition-error.ts";
export { type DocumentType, documentType } from "./documents/index.ts";
export { engineNames } from "./flows/engine-names.ts";
export type * from "./flows/types.ts";
export { createHostCalls, type HostCalls } from "./host-calls/index.ts";
export {
  type ProductCall,
  type ProductFunction,
  type ProductFunctions,
  ProductRefusal,
  type ProductService,
  productRealm,
  productService,
} from "./product/index.ts";
export type * from "./reference/types.ts";
export { canonicalJson } from "./schema/canonical-json.ts";
export { createTrialServices, trialServices } from "./services/index.ts";
export { createStateCopy } from "./services/state-copy.ts";
export {
  checkSettingsSchema,
  explainSettings,
  scriptSettings,
  settingsCaps,
  validateSettings,
} from "./settings/index.ts";
export { withTriggers } from "./triggers/with-triggers.ts";
export type * from "./types.ts";
export { sampleIssues, withScripts } from "./with-scripts.ts";
