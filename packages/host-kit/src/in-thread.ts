import { withModules } from "./define-module.ts";
import type { CompleteDefinition, HostDefinition, HostModule, ModuleDefinition } from "./types.ts";

/**
 * What stands in for this package where a host is bundled for the engine's threads: they need its functions of kind `host`
 * and nothing that is derived from a definition. The definition was checked where it was loaded; checked again here it would
 * bring ajv, its code generation and a megabyte into every thread. So what defines one only hands it on here; everything
 * else is what it is elsewhere, and stays out of the bundle where a host does not use it.
 */
export * from "./index.ts";

export function defineHost(definition: HostDefinition): CompleteDefinition {
  return withModules(definition);
}

export function defineModule(definition: ModuleDefinition): HostModule {
  return definition;
}
