import type { SchemaSource } from "@scriptyard/host-kit";
import type { Json, JsonSchema } from "@scriptyard/model";

/**
 * The least a schema accepts: required properties only, first alternative, shortest list. The schema may be anybody's: where
 * even the least is large, the rest of it is null.
 *
 * @example smallestValue(z.object({ action: z.literal("continue") })) // { action: "continue" }
 */
export function smallestValue(source: SchemaSource): Json {
  const root = "_zod" in source ? (source as { toJSONSchema(): JsonSchema }).toJSONSchema() : source;
  return build(root as JsonSchema, { root: root as JsonSchema, left: mostValues }, 0);
}

const deepest = 12;
const mostValues = 2_000;
const mostItems = 100;
const longestText = 1_000;

type Build = { root: JsonSchema; left: number };

function build(schema: JsonSchema, run: Build, depth: number): Json {
  if (depth > deepest || --run.left < 0) return null;
  const next = (node: unknown) => build((node ?? {}) as JsonSchema, run, depth + 1);
  if (typeof schema.$ref === "string") return next(resolve(schema.$ref, run.root));
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.default !== undefined) return schema.default as Json;
  if (Array.isArray(schema.enum)) return schema.enum[0] as Json;
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(alternatives)) return next(alternatives[0]);
  if (Array.isArray(schema.allOf)) return merge(schema.allOf.map(next));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return object(schema, next);
    case "array":
      return Array.from({ length: Math.min(Number(schema.minItems ?? 0), mostItems) }, () =>
        next(schema.items),
      );
    case "string":
      return typeof schema.minLength === "number" && schema.minLength > 0
        ? "Text".padEnd(Math.min(schema.minLength, longestText), ".")
        : "Text";
    case "integer":
    case "number":
      return Number(schema.minimum ?? 0);
    case "boolean":
      return false;
    default:
      return null;
  }
}

function object(schema: JsonSchema, next: (node: unknown) => Json): Json {
  const properties = (schema.properties ?? {}) as { [name: string]: unknown };
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return Object.fromEntries(required.map((name) => [name, next(properties[name])]));
}

function merge(values: Json[]): Json {
  const objects = values.filter((v) => v !== null && typeof v === "object" && !Array.isArray(v));
  return Object.assign({}, ...objects) as Json;
}

function resolve(ref: string, root: JsonSchema): unknown {
  const name = ref.replace("#/$defs/", "");
  return (root.$defs as { [name: string]: unknown } | undefined)?.[name];
}
