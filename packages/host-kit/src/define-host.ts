import {
  defaultLimits,
  type Json,
  type JsonSchema,
  limitsSchema,
  type SecurityLevel,
  withoutUndefined,
} from "@scriptyard/model";
import { createAsyncCalls } from "./async-calls/index.ts";
import { guestBindings } from "./bindings/index.ts";
import { checkDefinition } from "./check-definition.ts";
import { shapeIssues } from "./check-shape.ts";
import { generateClientTypes } from "./declarations/client.ts";
import {
  declarationsAround,
  definitionFor,
  generateDeclarations,
  settingsPlaceOf,
} from "./declarations/index.ts";
import { builtinCapability } from "./declarations/names.ts";
import { type SettingsPlace, type SettingsTypes, settingsTypes } from "./declarations/settings-types.ts";
import { checkModules, withModules } from "./define-module.ts";
import { HostDefinitionError } from "./definition-error.ts";
import { waysOutOf } from "./flows/ways-out.ts";
import { maskValue } from "./mask/index.ts";
import { namespaceOf, unusedNamespaces, withPlatform } from "./platform/with-platform.ts";
import { hostReference } from "./reference/index.ts";
import { canonicalJson } from "./schema/canonical-json.ts";
import { type HostSchemas, hostSchemas } from "./schema/host-schemas.ts";
import { withDefs } from "./schema/inline.ts";
import { sha256Hex } from "./schema/sha256.ts";
import { checkSettingsSchema, embedSettings, scriptSettingsSchema } from "./settings/index.ts";
import type { Host, HostDefinition, Issue } from "./types.ts";
import { createHostValidation } from "./validation/index.ts";

/**
 * Checks a host's definition and derives everything from it: guest bindings, validation, declarations, reference.
 * Derivations are made when first asked for and kept.
 *
 * @throws HostDefinitionError with every problem and its path
 * @example export const identity = defineHost({ id: "identity", hooks, functions, … })
 */
export function defineHost(given: HostDefinition): Host {
  const wrong = shapeIssues(given);
  if (wrong.length > 0) throw new HostDefinitionError(`the definition of host "${String(given?.id)}"`, wrong);
  const issues: Issue[] = checkModules(given);
  const definition = withPlatform(withModules(given));
  const schemas = hostSchemas(definition, issues);
  issues.push(...checkDefinition(definition, schemas));
  if (issues.length > 0) throw new HostDefinitionError(`the definition of host "${definition.id}"`, issues);

  const validation = createHostValidation(definition, schemas);
  const meanings = new Map(
    definition.functions.filter(({ kind }) => kind === "effect").map((fn) => [fn.name, fn]),
  );
  const settingsType = settingsTypeOf(definition);
  const settingsPlace = settingsPlaceOf(settingsType, schemas);
  const forSettings = settingsCache(settingsPlace, schemas);
  const declarations = memoize((types: SettingsTypes | "none") =>
    memoize((hook: string) => {
      const text = types === "none" ? generateDeclarations(seenBy(hook), schemas) : withSettings(hook)(types);
      return { text, hash: sha256Hex(text) };
    }),
  );
  const seenBy = (hook: string) => (hook === "" ? definition : definitionFor(definition, hook));
  const withSettings = memoize((hook: string) => declarationsAround(seenBy(hook), schemas, settingsType));
  const typesOf = memoize((from: WithSettings) => {
    if (from.settings === undefined || settingsPlace === null) return "none" as const;
    const issues = checkSettingsSchema(from.settings);
    if (issues.length > 0) throw new HostDefinitionError("the realm's settings schema", issues);
    return settingsTypes(from.settings, settingsPlace);
  });
  const bindings = memoize((hook: string | null) => {
    const without = memoize((left: string) => {
      const unused = new Set(left.split(" "));
      const functions = definition.functions.filter(({ name }) => !unused.has(namespaceOf(name)));
      return guestBindings({ ...definition, functions }, schemas, hook);
    });
    return (texts: readonly string[] | undefined) =>
      without(texts ? [...unusedNamespaces(definition.functions, texts)].join(" ") : "");
  });
  const reference = memoize((kind: "reference") => ({ kind, value: hostReference(definition, schemas) }));
  const hookOf = (hook: string, from: HostSchemas) => {
    const found = from.hooks.get(hook);
    if (found) return found;
    throw new TypeError(
      `host "${definition.id}" has no hook "${hook}"; known hooks: ${[...from.hooks.keys()].join(", ")}`,
    );
  };

  return {
    id: definition.id,
    version: definition.version,
    title: definition.title,
    description: definition.description,
    hooks: definition.hooks,
    functions: definition.functions,
    defaults: definition.defaults,
    templates: definition.templates,
    modules: definition.modules ?? [],
    limits: limitsSchema.parse({ ...defaultLimits, ...withoutUndefined(definition.limits) }),
    moduleUrl: definition.moduleUrl ?? null,
    settingsType,
    settingsPlace,
    bindings: (hook, texts) => bindings(hook)(texts),
    capabilities: (level: SecurityLevel) => [
      builtinCapability,
      ...new Set(definition.functions.filter((fn) => fn.levels.includes(level)).map((fn) => fn.capability)),
    ],
    declarations: ({ settingsSchema, settingsTypes: types, hook } = {}) =>
      declarations(types ?? typesOf(forSettings(settingsSchema)))(hook ?? ""),
    clientTypes: (realm, scripts) => generateClientTypes(definition, schemas, realm, scripts),
    inputSchema: (hook, options = {}) => {
      const from = forSettings(options.settingsSchema);
      return inputSchema(hook, hookOf(hook, from).params, from);
    },
    ...validation,
    mask: (hook, args, options = {}) => {
      const from = forSettings(options.settingsSchema);
      const { params } = hookOf(hook, from);
      const masked: string[] = [];
      const copy = args.map((arg, index) =>
        maskValue(arg, params[index] ? [params[index].schema] : [], `/${index}`, from.defs, masked),
      );
      return { args: copy, masked };
    },
    maskAnswer: (name, value) => {
      const result = schemas.functions.get(name)?.result ?? null;
      const masked: string[] = [];
      return { value: maskValue(value, result === null ? [] : [result], "", schemas.defs, masked), masked };
    },
    argumentsSchema: memoize((name: string) => {
      const call = schemas.functions.get(name);
      if (!call) return null;
      const tuple: JsonSchema = {
        type: "array",
        prefixItems: call.params.map(({ schema }) => schema),
        items: false,
      };
      return withDefs(tuple, schemas.defs);
    }),
    meanwhile: ({ name, args }) =>
      definition.functions.find((fn) => fn.name === name)?.meanwhile?.(args) ?? null,
    asyncCalls: createAsyncCalls(definition, validation.validateAnswer),
    simulate: (args) => definition.simulate?.(args) ?? {},
    meaning: (effect) => meanings.get(effect) ?? {},
    flows: definition.flows ?? null,
    newRealm: definition.newRealm ?? { settingsSchema: {}, settings: {}, flows: [] },
    flowKinds: definition.flows?.kinds ?? [],
    waysOut: memoize((hook: string) => waysOutOf(definition, hook)),
    scope: (realm, args) => ({
      hostContext: definition.hostContext?.(realm, args) ?? null,
      effects: { allowedHosts: realm.allowedHosts, settings: realm.settings, args },
    }),
    subject: (args) => definition.subject?.(args) ?? [],
    reference: () => reference("reference").value,
  };
}

/** A hook's arguments as a tuple. Monaco's JSON mode reads 2020-12: `prefixItems` for the tuple, `items: false` to close it. */
function inputSchema(
  hook: string,
  params: { name: string; schema: JsonSchema; description: string; optional: boolean }[],
  from: HostSchemas,
): JsonSchema {
  const tuple: JsonSchema = {
    type: "array",
    title: `Arguments of ${hook}`,
    description: `A list: ${params.map((param) => param.name).join(", ")}.`,
    prefixItems: params.map((param) => ({
      title: param.name,
      ...(param.description ? { description: param.description } : {}),
      ...param.schema,
    })),
    items: false,
    minItems: params.filter((param) => !param.optional).length,
    maxItems: params.length,
  };
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...withDefs(tuple, from.defs) };
}

/** `settings`: the schema that is in the place of the host's own; absent where that is it. */
type WithSettings = HostSchemas & { settings?: JsonSchema };

/** Schemas with a realm's own settings type in place; one entry per schema, so that a realm's project stays warm. */
function settingsCache(
  place: SettingsPlace | null,
  schemas: HostSchemas,
): (settingsSchema?: JsonSchema) => WithSettings {
  const known = new Map<string, WithSettings>();
  const byIdentity = new WeakMap<JsonSchema, WithSettings>();
  return (settingsSchema) => {
    if (!settingsSchema || Object.keys(settingsSchema).length === 0 || place === null) return schemas;
    // Asked for every run, of a schema that is one object until somebody changes it.
    const same = byIdentity.get(settingsSchema);
    if (same) return same;
    const key = canonicalJson(settingsSchema as Json);
    const found = known.get(key);
    if (found) {
      byIdentity.set(settingsSchema, found);
      return found;
    }
    // It was judged when it was saved: asked again for each hook, the largest one would cost a tenth of a second.
    const { defs } = embedSettings(scriptSettingsSchema(settingsSchema), place.typeName, place.taken);
    const made = { ...schemas, defs: { ...schemas.defs, ...defs }, settings: settingsSchema };
    // Old entries belong to schemas that were edited since.
    if (known.size >= 100) known.delete(known.keys().next().value!);
    known.set(key, made);
    byIdentity.set(settingsSchema, made);
    return made;
  };
}

function settingsTypeOf({ settingsType = "RealmSettings" }: HostDefinition): string {
  return settingsType;
}

function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const primitives = new Map<K, V>();
  const objects = new WeakMap<object, V>();
  return (key) => {
    const cache = (typeof key === "object" && key !== null ? objects : primitives) as Map<K, V>;
    const found = cache.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    cache.set(key, made);
    return made;
  };
}
