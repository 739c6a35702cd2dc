import type { Json } from "@scriptyard/model";
import type { CallRequest } from "../../components/call/commands.ts";
import { type ApiDocument, type Operation, resolve, type Schema } from "./document.ts";

/** Deep enough for what a request needs, and an end for schemas that hold themselves. */
const deepest = 6;

/** A small value that fits: what must be there, by examples, defaults and first choices. */
export function exampleOf(schema: Schema, schemas: ApiDocument["schemas"], depth = 0): Json {
  const { schema: own } = resolve(schema, schemas);
  const [example] = Array.isArray(own.examples) ? own.examples : [];
  for (const given of [own.const, example, own.default, Array.isArray(own.enum) ? own.enum[0] : undefined])
    if (given !== undefined) return given as Json;
  if (depth > deepest) return {};
  for (const choice of [own.anyOf, own.oneOf, own.allOf])
    if (Array.isArray(choice) && choice[0]) return exampleOf(choice[0] as Schema, schemas, depth + 1);
  switch (Array.isArray(own.type) ? own.type[0] : own.type) {
    case "object":
      return objectOf(own, schemas, depth);
    case "array":
      return [];
    case "integer":
    case "number":
      return typeof own.minimum === "number" ? own.minimum : 1;
    case "boolean":
      return true;
    case "string":
      return "text";
    case "null":
      return null;
    default:
      return {};
  }
}

function objectOf(schema: Schema, schemas: ApiDocument["schemas"], depth: number): Json {
  const properties = (schema.properties ?? {}) as { [name: string]: Schema };
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const wanted = Object.entries(properties).filter(([name]) => required.includes(name));
  // One that asks for nothing shows at least what it may have.
  const shown = wanted.length > 0 || depth > 0 ? wanted : Object.entries(properties).slice(0, 2);
  return Object.fromEntries(shown.map(([name, one]) => [name, exampleOf(one, schemas, depth + 1)]));
}

/** The operation as a call of this server: the realm filled in, other parts of the path as words to replace. */
export function requestOf(
  { method, path, parameters, body, needs }: Operation,
  { schemas }: Pick<ApiDocument, "schemas">,
  { realm, origin }: { realm: string; origin: string },
): CallRequest {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "realm" ? encodeURIComponent(realm) : name.toUpperCase(),
  );
  const headers = parameters
    .filter((one) => one.in === "header" && one.required)
    .map(({ name }) => [name.toLowerCase(), name.toUpperCase().replaceAll("-", "_")]);
  return {
    method,
    url: origin + filled,
    headers: { ...(body && { "content-type": "application/json" }), ...Object.fromEntries(headers) },
    body: body && JSON.stringify(exampleOf(body, schemas), null, 2),
    auth: needs === null ? "none" : "token",
  };
}
