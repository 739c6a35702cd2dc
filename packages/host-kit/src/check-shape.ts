import { type JsonSchema, securityLevel } from "@scriptyard/model";
import { problemsOf } from "./documents/index.ts";
import type { FunctionDefinition, Issue } from "./types.ts";

const text = { type: "string" };
const kinds: FunctionDefinition["kind"][] = ["effect", "host", "async", "event"];
const levels = { type: "array", items: { enum: securityLevel.options } };

const object = (
  properties: { [name: string]: JsonSchema },
  optional: readonly string[] = [],
): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });

const params = listOf(object({ name: text }));
const hook = object({ name: text, title: text, description: text, params });
const fn = object({
  name: text,
  kind: { enum: kinds },
  description: text,
  params,
  example: text,
  capability: text,
  levels,
});
const scripts = listOf(object({ module: text, name: text, source: text }));

/** What a kind needs by its role, and what it runs, is looked at with the hooks. */
const flows = object({ kinds: listOf(object({ id: text })), told: object({}), answered: object({}) });

/** What everything else takes for granted. Schemas and code inside are not looked at. */
const shape = object(
  {
    id: text,
    version: text,
    title: text,
    description: text,
    hooks: listOf(hook),
    functions: listOf(fn),
    defaults: scripts,
    templates: scripts,
    flows,
  },
  ["defaults", "templates", "flows"],
);

/** What is missing from a definition, or is something else: JavaScript, and what was read from a file, has no types. */
export function shapeIssues(definition: unknown): Issue[] {
  return problemsOf(shape, {}, definition);
}
