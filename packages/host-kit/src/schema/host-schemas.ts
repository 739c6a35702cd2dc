import type { JsonSchema } from "@scriptyard/model";
import type { HostDefinition, Issue, ParamDefinition } from "../types.ts";
import { checkSchema } from "./check.ts";
import { type Defs, isZod, schemaFromSource, type ZodNames } from "./from-source.ts";
import { isSchemaObject, refName, type SchemaNode } from "./keywords.ts";

export type ParamSchema = {
  name: string;
  schema: JsonSchema;
  description: string;
  optional: boolean;
  methods: { [method: string]: string };
};
export type CallSchemas = { params: ParamSchema[]; result: JsonSchema | null };

/** Every schema of a host as JSON Schema over one table of named types. */
export type HostSchemas = {
  defs: Defs;
  hooks: Map<string, CallSchemas>;
  functions: Map<string, CallSchemas>;
};

/** Converts and checks the schemas of a definition; problems are added to `issues`. */
export function hostSchemas(definition: HostDefinition, issues: Issue[]): HostSchemas {
  const names: ZodNames = new Map();
  for (const [name, source] of Object.entries(definition.types ?? {}))
    if (isZod(source)) names.set(source, name);
  const defs: Defs = {};
  for (const [name, source] of Object.entries(definition.types ?? {})) {
    const schema = schemaFromSource(source, `types.${name}`, names, defs, issues);
    // Zod puts a named type behind a reference when it is recursive; then the table has it already.
    if (refName(schema.$ref) !== name) defs[name] = selfNamed(schema, name);
  }
  const read = (
    owner: string,
    params: ParamDefinition[],
    result: ParamDefinition["schema"] | undefined,
  ): CallSchemas => ({
    params: params.map((param) => ({
      name: param.name,
      schema: schemaFromSource(param.schema, `${owner}.params.${param.name}`, names, defs, issues),
      description: param.description ?? "",
      optional: param.optional ?? false,
      methods: param.methods ?? {},
    })),
    result: result === undefined ? null : schemaFromSource(result, `${owner}.result`, names, defs, issues),
  });
  const hooks = new Map(
    definition.hooks.map((hook) => {
      const schemas = read(`hooks.${hook.name}`, hook.params, hook.result);
      return [hook.name, { ...schemas, result: namedResult(schemas.result, hook.resultType, defs) }];
    }),
  );
  const functions = new Map(
    definition.functions.map((fn) => [fn.name, read(`functions.${fn.name}`, fn.params, fn.result)]),
  );
  for (const [name, description] of Object.entries(definition.typeDescriptions ?? {})) {
    const def = Object.hasOwn(defs, name) ? defs[name] : undefined;
    if (def) defs[name] = { description, ...def };
    else issues.push({ path: `typeDescriptions.${name}`, message: "there is no type of this name" });
  }
  const schemas = { defs: inOrder(defs, Object.keys(definition.types ?? {})), hooks, functions };
  issues.push(...checkAll(schemas));
  return schemas;
}

/** The order of the host's own list, then the types found on the way: readers of the declarations see them in it. */
function inOrder(defs: Defs, names: string[]): Defs {
  const order = [...new Set([...names.filter((name) => Object.hasOwn(defs, name)), ...Object.keys(defs)])];
  return Object.fromEntries(order.map((name) => [name, defs[name]!]));
}

/** A result with a `resultType` is a named type, so that declarations and messages call it by that name. */
function namedResult(result: JsonSchema | null, name: string | undefined, defs: Defs): JsonSchema | null {
  if (result === null || name === undefined) return result;
  if (refName(result.$ref) === null && !Object.hasOwn(defs, name)) defs[name] = result;
  return { $ref: `#/$defs/${name}` };
}

function checkAll({ defs, hooks, functions }: HostSchemas): Issue[] {
  const issues = Object.entries(defs).flatMap(([name, def]) => checkSchema(def, `types.${name}`, defs));
  for (const [kind, table] of [["hooks", hooks] as const, ["functions", functions] as const])
    for (const [name, { params, result }] of table) {
      for (const param of params)
        issues.push(...checkSchema(param.schema, `${kind}.${name}.params.${param.name}`, defs));
      if (result) issues.push(...checkSchema(result, `${kind}.${name}.result`, defs));
    }
  for (const name of selfReferring(defs))
    issues.push({
      path: `types.${name}`,
      message: "refers to itself without a property or item between; nothing would be valid",
    });
  return issues;
}

function selfNamed<T>(node: T, name: string): T {
  if (Array.isArray(node)) return node.map((item) => selfNamed(item, name)) as T;
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "$ref" && value === "#" ? `#/$defs/${name}` : selfNamed(value, name),
    ]),
  ) as T;
}

/**
 * Names of types that come back to themselves through `$ref` and combinators only, which would send every walk round for
 * ever. One pass over all of them (Tarjan's): a realm may bring thousands.
 */
export function selfReferring(defs: Defs): string[] {
  const found: string[] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const visit = (name: string): void => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    path.push(name);
    onPath.add(name);
    let toItself = false;
    for (const next of namesWithin(defs[name], defs)) {
      if (next === name) toItself = true;
      if (!order.has(next)) {
        visit(next);
        lowest.set(name, Math.min(lowest.get(name)!, lowest.get(next)!));
      } else if (onPath.has(next)) lowest.set(name, Math.min(lowest.get(name)!, order.get(next)!));
    }
    if (lowest.get(name) !== order.get(name)) return;
    const circle = path.splice(path.lastIndexOf(name));
    for (const one of circle) onPath.delete(one);
    if (circle.length > 1 || toItself) found.push(...circle);
  };
  for (const name of Object.keys(defs)) if (!order.has(name)) visit(name);
  const names = new Set(found);
  return Object.keys(defs).filter((name) => names.has(name));
}

/** Types that a node stands for itself: without a property or an item between. */
function namesWithin(node: SchemaNode | undefined, defs: Defs): string[] {
  if (!isSchemaObject(node)) return [];
  const name = refName(node.$ref);
  const own = name !== null && Object.hasOwn(defs, name) ? [name] : [];
  const inner = ["anyOf", "oneOf", "allOf"].flatMap((keyword) =>
    ((node[keyword] as SchemaNode[] | undefined) ?? []).flatMap((part) => namesWithin(part, defs)),
  );
  return [...own, ...inner];
}
