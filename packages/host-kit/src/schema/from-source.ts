import type { JsonSchema } from "@scriptyard/model";
import type { ZodType } from "zod";
import type { Issue, SchemaSource } from "../types.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Zod schema instance → name it gets in the declarations. */
export type ZodNames = Map<object, string>;
export type Defs = { [name: string]: JsonSchema };

/**
 * JSON Schema 2020-12 of a schema, with its named types moved to `defs`.
 *
 * Zod is asked through the schema's own `toJSONSchema`, so that this file stays free of a runtime import of Zod: it
 * also runs inside sandbox workers. What Zod would silently lose (transforms, refinements, `catch`) is an issue, because
 * the guest, the editor and the host would then disagree about what is valid.
 *
 * @param where JSON path prefix of the issues, e.g. `types.LoginContext`
 */
export function schemaFromSource(
  source: SchemaSource,
  where: string,
  names: ZodNames,
  defs: Defs,
  issues: Issue[],
): JsonSchema {
  if (isZod(source)) return fromZod(source, where, names, defs, issues);
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    issues.push({ path: where, message: "expected a Zod schema or a JSON Schema object" });
    return {};
  }
  const { $schema: _draft, $defs, ...schema } = structuredClone(source) as JsonSchema & { $defs?: Defs };
  for (const [name, def] of Object.entries($defs ?? {})) addDef(defs, name, def, where, issues);
  return schema;
}

export function isZod(source: unknown): source is ZodType {
  return typeof source === "object" && source !== null && "_zod" in source;
}

function fromZod(source: ZodType, where: string, names: ZodNames, defs: Defs, issues: Issue[]): JsonSchema {
  let converted: JsonSchema & { $defs?: Defs };
  try {
    converted = source.toJSONSchema({
      target: "draft-2020-12",
      io: "input",
      // Named types keep their description from Zod's own registry and take their id from the host's `types`.
      metadata: registryWithNames(names) as never,
      override: ({ zodSchema, jsonSchema, path }) =>
        adapt(
          zodSchema as unknown as ZodInternals,
          jsonSchema as JsonSchema,
          `${where}${pointer(path)}`,
          issues,
        ),
    }) as JsonSchema & { $defs?: Defs };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    issues.push({ path: where, message: `${message}; describe the JSON that crosses to the guest instead` });
    return {};
  }
  const { $schema: _draft, $defs = {}, id: _id, ...schema } = converted;
  const own = names.get(source);
  const renamed = nameAnonymous($defs, own, where, issues);
  for (const [name, def] of Object.entries($defs)) {
    if (renamed.has(name)) continue;
    const { id: _unused, ...body } = def;
    addDef(defs, name, replaceRefs(body, renamed, own), where, issues);
  }
  return replaceRefs(schema, renamed, own);
}

type ZodInternals = {
  _zod: {
    def: {
      type: string;
      format?: string;
      catchall?: unknown;
      checks?: { _zod: { def: { check: string } } }[];
    };
  };
};

const lossy: { [type: string]: string } = {
  pipe: "a transform, pipe, codec or preprocess changes the value",
  transform: "a transform changes the value",
  catch: "`catch` swallows what is invalid",
  custom: "a custom check is not JSON Schema",
  file: "a file is not JSON",
  never: "nothing is valid here",
};
const lossyChecks: { [check: string]: string } = {
  custom: "`refine` and `superRefine` are not JSON Schema",
  overwrite: "`trim`, `toLowerCase` and other overwrites change the value",
};

function adapt(zod: ZodInternals, json: JsonSchema, path: string, issues: Issue[]): void {
  const { def } = zod._zod;
  const problem =
    lossy[def.type] ?? def.checks?.map((check) => lossyChecks[check._zod.def.check]).find((found) => found);
  if (problem) {
    issues.push({
      path,
      message: `${problem}; use a schema that says what the JSON is, and check the rest in \`run\``,
    });
    delete json.not;
  }
  // `z.object` ignores unknown keys; the host closes it, so that a misspelt key is an error. `looseObject` stays open.
  if (def.type === "object" && def.catchall === undefined) json.additionalProperties = false;
  if (json.format !== undefined && json.pattern !== undefined) delete json.pattern;
  if (json.type === "integer") {
    if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
    if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  }
  const propertyNames = json.propertyNames as JsonSchema | undefined;
  if (propertyNames && Object.keys(propertyNames).length === 1 && propertyNames.type === "string")
    delete json.propertyNames;
}

function registryWithNames(names: ZodNames): {
  get(schema: ZodType): object | undefined;
  has(schema: ZodType): boolean;
} {
  const get = (schema: ZodType): object | undefined => {
    const own = schema.meta?.();
    const name = names.get(schema);
    return name === undefined ? own : { ...own, id: name };
  };
  return { get, has: (schema) => get(schema) !== undefined };
}

/** Zod names anonymous recursion `__schema0`. `z.json()` is one; any other needs a name the author can read. */
function nameAnonymous(
  defs: Defs,
  own: string | undefined,
  where: string,
  issues: Issue[],
): Map<string, JsonSchema> {
  const replaced = new Map<string, JsonSchema>();
  for (const [name, def] of Object.entries(defs)) {
    if (!/^__schema\d+$/.test(name)) continue;
    const shape = canonicalJson(def).replaceAll(`"#/$defs/${name}"`, '"self"');
    if (shape === anyJsonShape) replaced.set(name, {});
    else {
      replaced.set(name, own === undefined ? {} : { $ref: `#/$defs/${own}` });
      issues.push({
        path: where,
        message: 'a recursive Zod type has no name; give it one with .meta({ id: "Name" }) or in `types`',
      });
    }
  }
  return replaced;
}

const anyJsonShape = canonicalJson({
  anyOf: [
    { type: "string" },
    { type: "number" },
    { type: "boolean" },
    { type: "null" },
    { type: "array", items: { $ref: "self" } },
    { type: "object", additionalProperties: { $ref: "self" } },
  ],
});

function replaceRefs<T>(node: T, replaced: Map<string, JsonSchema>, own: string | undefined): T {
  if (Array.isArray(node)) return node.map((item) => replaceRefs(item, replaced, own)) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(
    ([key, value]) => [key, replaceRefs(value, replaced, own)] as const,
  );
  const copy = Object.fromEntries(entries) as JsonSchema;
  if (typeof copy.$ref !== "string") return copy as T;
  if (copy.$ref === "#" && own !== undefined) return { ...copy, $ref: `#/$defs/${own}` } as T;
  const replacement = replaced.get(copy.$ref.replace("#/$defs/", ""));
  if (!replacement) return copy as T;
  const { $ref: _ref, ...rest } = copy;
  return { ...replacement, ...rest } as T;
}

function addDef(defs: Defs, name: string, def: JsonSchema, where: string, issues: Issue[]): void {
  const known = Object.hasOwn(defs, name) ? defs[name] : undefined;
  if (known !== undefined && canonicalJson(known) !== canonicalJson(def)) {
    issues.push({
      path: `${where}#/$defs/${name}`,
      message: `another type is already called "${name}"; rename one`,
    });
    return;
  }
  defs[name] = def;
}

function pointer(path: readonly (string | number)[]): string {
  return path.length === 0 ? "" : `#/${path.join("/")}`;
}
