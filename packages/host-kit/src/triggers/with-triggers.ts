import type { HostDefinition } from "../types.ts";
import { triggerHooks, triggerTypes } from "./hooks.ts";
import { publishEffect } from "./publish.ts";
import { triggerTemplates } from "./templates.ts";

/**
 * A host's definition with the hooks that triggers call (`onMessage`, `onRequest`, `onSchedule`, `onCall`), their types, the
 * effect `publish` and a template for each. What the definition already has by the same name stays as it is.
 *
 * @param functions further functions of the host that those hooks may call, by dotted name or `namespace.*`
 * @example defineHost(withTriggers({ id: "shop", hooks, functions: [price], … }, ["price"]))
 */
export function withTriggers(definition: HostDefinition, functions: string[] = []): HostDefinition {
  const own = new Set(definition.hooks.map((hook) => hook.name));
  const hooks = triggerHooks([publishEffect.name, ...functions]).filter((hook) => !own.has(hook.name));
  const added = new Set(hooks.map((hook) => hook.name));
  const hasPublish = definition.functions.some((fn) => fn.name === publishEffect.name);
  const { templates = [] } = definition;
  const templateIds = new Set(templates.map((template) => template.id));
  return {
    ...definition,
    types: { ...triggerTypes, ...definition.types },
    hooks: [...definition.hooks, ...hooks],
    functions: hasPublish ? definition.functions : [...definition.functions, publishEffect],
    templates: [
      ...templates,
      ...triggerTemplates.filter(
        (template) => template.hook !== null && added.has(template.hook) && !templateIds.has(template.id),
      ),
    ],
  };
}
