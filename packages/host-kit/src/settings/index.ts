import type { Json, JsonSchema } from "@scriptyard/model";
import { checkSchema } from "../schema/check.ts";
import type { Defs } from "../schema/from-source.ts";
import { selfReferring } from "../schema/host-schemas.ts";
import { isSchemaObject, type SchemaNode, withInner } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { explain } from "../validation/explain.ts";
import { checkForeignPatterns } from "./patterns.ts";

/** Characters of canonical JSON. */
export const settingsCaps = { schema: 65_536, settings: 65_536, depth: 32 } as const;

/**
 * Checks a realm's settings schema and its settings against it. Issues about the schema are under `settingsSchema`,
 * about the values under `settings`.
 *
 * The schema comes from a realm's administrator, so it is only ever interpreted: no code is generated from it, its
 * size, nesting and regular expressions are bounded, and the walk has a step budget.
 */
export function validateSettings(schema: JsonSchema, settings: Json): Issue[] {
  const issues = checkSettingsSchema(schema);
  return issues.length > 0 ? issues : explainSettings(schema, settings);
}

/**
 * Checks values against a schema that was judged when it was saved. What that costs is bounded, whatever the schema: a tool
 * asks at every call.
 */
export function explainSettings(schema: JsonSchema, settings: Json): Issue[] {
  const oversize = tooLarge(settings, "settings", settingsCaps.settings);
  if (oversize) return [oversize];
  const { root, defs } = embedded.get(schema) ?? embedSettings(schema, "RealmSettings");
  embedded.set(schema, { root, defs });
  return explain(root, settings, "settings", defs);
}

/** By the schema's own identity. */
const embedded = new WeakMap<JsonSchema, ReturnType<typeof embedSettings>>();

/** Problems of a realm's settings schema; empty when declarations can be generated from it. */
export function checkSettingsSchema(schema: unknown): Issue[] {
  if (!isSchemaObject(schema)) return [{ path: "settingsSchema", message: "expected a JSON Schema object" }];
  const known = checked.get(schema) ?? check(schema);
  checked.set(schema, known);
  return known;
}

/** By its own identity: saving one asks three times. Nobody changes a schema in place. */
const checked = new WeakMap<JsonSchema, Issue[]>();

function check(schema: JsonSchema): Issue[] {
  const path = "settingsSchema";
  const oversize = tooLarge(schema as Json, path, settingsCaps.schema);
  if (oversize) return [oversize];
  if (Object.keys(schema).length === 0) return [];
  if (schema.type !== "object")
    return [{ path: `${path}#/type`, message: 'settings are an object: say type: "object"' }];
  if (schema.$defs !== undefined && !isSchemaObject(schema.$defs))
    return [{ path: `${path}#/$defs`, message: "expected an object of schemas" }];
  const { root, defs } = embedSettings(schema, "RealmSettings");
  const all = [root, ...Object.values(defs)];
  const issues = [
    ...checkSchema(root, path, defs),
    ...Object.entries(defs).flatMap(([name, def]) =>
      def === root ? [] : checkSchema(def, `${path}#/$defs/${name}`, defs),
    ),
  ];
  if (issues.length > 0) return issues;
  for (const name of selfReferring(defs))
    return [{ path: `${path}#/$defs/${name}`, message: "refers to itself without a property between" }];
  return all.flatMap((node) => checkForeignPatterns(node, path));
}

/**
 * The settings that scripts see: without the properties whose schema says `"x-host-only": true`. Those are for the host's
 * own functions (texts by locale, lists they look things up in), and would only make every context larger.
 *
 * @example
 * scriptSettings({ type: "object", properties: { texts: { type: "object", "x-host-only": true } } }, { texts: {}, plan: "pro" });
 * // { plan: "pro" }
 */
export function scriptSettings(
  schema: JsonSchema,
  settings: { [name: string]: Json },
): { [name: string]: Json } {
  const hidden = hostOnlyNames(schema);
  if (hidden.size === 0) return settings;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !hidden.has(name)));
}

/** The schema of what `scriptSettings` leaves. */
export function scriptSettingsSchema(schema: JsonSchema): JsonSchema {
  const hidden = hostOnlyNames(schema);
  if (hidden.size === 0) return schema;
  const { properties, required } = schema as { properties: object; required?: unknown };
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.has(name))),
    ...(Array.isArray(required)
      ? { required: required.filter((name) => !hidden.has(String(name))) as Json[] }
      : {}),
  };
}

function hostOnlyNames(schema: JsonSchema): Set<string> {
  const { properties } = schema as { properties?: unknown };
  if (!isSchemaObject(properties)) return new Set();
  const hidden = Object.entries(properties).filter(
    ([, property]) => isSchemaObject(property) && property["x-host-only"] === true,
  );
  return new Set(hidden.map(([name]) => name));
}

/**
 * The schema with its own named types renamed into a host's table (`Address` → `RealmSettingsAddress`), so that two
 * sets of names cannot meet.
 *
 * @param taken names that begin like it and are the host's own
 */
export function embedSettings(
  schema: JsonSchema,
  typeName: string,
  taken: readonly string[] = [],
): { root: JsonSchema; defs: Defs } {
  const { $schema: _draft, $defs, ...body } = schema as JsonSchema & { $defs?: Defs };
  const renamed = new Map<string, string>();
  const unique = uniqueNames([typeName, ...taken]);
  for (const name of Object.keys($defs ?? {})) renamed.set(name, unique(`${typeName}${pascal(name)}`));
  const rename = (ref: unknown): unknown => {
    if (ref === "#") return `#/$defs/${typeName}`;
    const target =
      typeof ref === "string" && ref.startsWith("#/$defs/") ? renamed.get(ref.slice(8)) : undefined;
    return target === undefined ? ref : `#/$defs/${target}`;
  };
  const walk = (node: SchemaNode): SchemaNode => {
    if (!isSchemaObject(node)) return node;
    const copy = withInner(node, walk);
    return "$ref" in node ? ({ ...copy, $ref: rename(node.$ref) } as JsonSchema) : copy;
  };
  const root = walk(body) as JsonSchema;
  const defs: Defs = { [typeName]: root };
  for (const [name, def] of Object.entries($defs ?? {})) defs[renamed.get(name)!] = walk(def) as JsonSchema;
  return { root, defs };
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("") || "Type";
}

/** Names as they are asked for, or with a number behind what is taken. */
function uniqueNames(known: readonly string[]): (name: string) => string {
  const taken = new Set(known);
  const next = new Map<string, number>();
  return (name) => {
    let candidate = name;
    let count = next.get(name) ?? 2;
    for (; taken.has(candidate); count++) candidate = `${name}${count}`;
    next.set(name, count);
    taken.add(candidate);
    return candidate;
  };
}

function tooLarge(value: Json, path: string, cap: number): Issue | null {
  if (depthOf(value, 0) > settingsCaps.depth)
    return { path, message: `is nested deeper than ${settingsCaps.depth} levels; flatten it` };
  // As long as canonical JSON, without its sorting: it may be a megabyte that is refused here.
  const size = JSON.stringify(value).length;
  return size > cap
    ? { path, message: `is too large: ${size} characters of JSON, at most ${cap} allowed` }
    : null;
}

function depthOf(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null || depth > settingsCaps.depth) return depth;
  return Object.values(value).reduce<number>(
    (deepest, member) => Math.max(deepest, depthOf(member, depth + 1)),
    depth,
  );
}
