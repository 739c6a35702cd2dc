import type { JsonSchema } from "@scriptyard/model";
import { linearPattern } from "../patterns/linear-pattern.ts";
import { patternProblem } from "../patterns/pattern-problem.ts";
import type { Issue } from "../types.ts";
import { formatNames } from "./formats.ts";
import type { Defs } from "./from-source.ts";
import {
  isSchemaObject,
  keywordOwner,
  keywords,
  refName,
  subschemas,
  type TypeName,
  typeNames,
  typesOf,
} from "./keywords.ts";

/**
 * Problems that keep a schema from meaning the same to validation, declarations and editor, each with its JSON path
 * (`types.LoginContext#/properties/request/not`). Empty when the schema is within the supported part of 2020-12.
 */
export function checkSchema(node: unknown, path: string, defs: Defs): Issue[] {
  const issues: Issue[] = [];
  visit(node, path.includes("#") ? path : `${path}#`, defs, [], issues, 0);
  return issues;
}

const remedies = new Map([
  ["not", "say what is allowed instead"],
  ["if", "use `oneOf` with a `const` property"],
  ["then", "use `oneOf` with a `const` property"],
  ["else", "use `oneOf` with a `const` property"],
  ["nullable", 'use `type: ["…", "null"]` or `anyOf` with `{ "type": "null" }`'],
  ["definitions", "use `$defs`"],
  ["additionalItems", "use `prefixItems` and `items`"],
  ["dependencies", "use `oneOf`"],
  ["dependentRequired", "use `oneOf`"],
  ["dependentSchemas", "use `oneOf`"],
  ["unevaluatedProperties", "use `additionalProperties`"],
  ["unevaluatedItems", "use `items`"],
  ["contains", "use `items`"],
  ["$defs", "put named types at the root of the schema or into the host's `types`"],
  ["$id", "name the type in `types` or with .meta({ id })"],
  ["$anchor", "use `#/$defs/Name`"],
  ["$dynamicRef", "use `$ref`"],
  ["$schema", "leave it out: every schema is 2020-12"],
]);
const maxDepth = 64;
/** More than anybody mends at once. */
const mostIssues = 100;

function visit(
  node: unknown,
  path: string,
  defs: Defs,
  inherited: TypeName[],
  issues: Issue[],
  depth: number,
): void {
  if (node === true || node === false || issues.length >= mostIssues) return;
  const report = (at: string, message: string): void => void issues.push({ path: at, message });
  if (!isSchemaObject(node)) {
    report(path, "expected a JSON Schema object, true or false");
    return;
  }
  if (depth > maxDepth) {
    report(path, `nested deeper than ${maxDepth} schemas; name the inner types`);
    return;
  }

  let sound = true;
  for (const [keyword, value] of Object.entries(node)) {
    const at = `${path}/${keyword}`;
    const before = issues.length;
    if (!(keyword in keywords)) {
      if (keyword.startsWith("x-")) continue;
      const remedy = remedies.get(keyword);
      report(
        at,
        `\`${keyword}\` is not supported${remedy ? `; ${remedy}` : "; remove it, or prefix a note of your own with x-"}`,
      );
    } else checkValue(keyword as keyof typeof keywords, value, at, defs, report);
    sound &&= issues.length === before;
  }
  if (!sound) return;

  const types = typesOf(node).length > 0 ? typesOf(node) : inherited;
  for (const keyword of Object.keys(node)) {
    const owner = keywordOwner[keyword];
    if (owner === undefined || types.includes(owner) || (owner === "number" && types.includes("integer")))
      continue;
    report(
      `${path}/${keyword}`,
      `\`${keyword}\` needs \`type: "${owner}"\` beside it; without it other types pass unchecked`,
    );
  }
  checkRanges(node, path, report);
  for (const { step, node: child } of subschemas(node)) {
    const passesDown = /^(anyOf|oneOf|allOf)\//.test(step);
    visit(child, `${path}/${step}`, defs, passesDown ? types : [], issues, depth + 1);
  }
}

function checkValue(
  keyword: keyof typeof keywords,
  value: unknown,
  at: string,
  defs: Defs,
  report: (at: string, message: string) => void,
): void {
  switch (keywords[keyword]) {
    case "ref": {
      const name = refName(value);
      if (name === null) {
        report(at, `${JSON.stringify(value)} is not supported; only "#/$defs/Name" is`);
        return;
      }
      if (!Object.hasOwn(defs, name))
        report(at, `there is no type "${name}"; known types: ${knownTypes(defs)}`);
      return;
    }
    case "type": {
      const list = Array.isArray(value) ? value : [value];
      if (list.length === 0 || list.some((item) => !typeNames.includes(item as TypeName)))
        report(at, `expected ${typeNames.join(", ")} or a list of them, got ${JSON.stringify(value)}`);
      return;
    }
    case "values":
      if (!Array.isArray(value) || value.length === 0) report(at, "expected a list with at least one value");
      return;
    case "schemas":
      if (!Array.isArray(value) || value.length === 0) report(at, "expected a list with at least one schema");
      return;
    case "schema":
      if (Array.isArray(value)) report(at, `a list under \`${keyword}\` is draft 7; use \`prefixItems\``);
      return;
    case "map":
      if (!isSchemaObject(value)) {
        report(at, "expected an object of schemas by property name");
        return;
      }
      if (Object.hasOwn(value, "__proto__"))
        report(`${at}/__proto__`, "the sandbox drops keys of this name; choose another");
      return;
    case "patterns":
      if (!isSchemaObject(value)) {
        report(at, "expected an object of schemas by regular expression");
        return;
      }
      for (const source of Object.keys(value)) checkPattern(source, `${at}/${source}`, report);
      return;
    case "pattern": {
      checkPattern(value, at, report);
      return;
    }
    case "names":
      if (!Array.isArray(value) || value.some((item) => typeof item !== "string"))
        report(at, "expected a list of property names");
      return;
    case "count":
      if (!Number.isInteger(value) || (value as number) < 0) report(at, "expected a whole number, 0 or more");
      return;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) report(at, "expected a number");
      else if (keyword === "multipleOf" && value <= 0) report(at, "expected a number above 0");
      return;
    case "string":
      if (!(formatNames as readonly unknown[]).includes(value))
        report(at, `unknown format ${JSON.stringify(value)}; known: ${formatNames.join(", ")}`);
      return;
    case "boolean":
      if (typeof value !== "boolean") report(at, "expected true or false");
      return;
    case "annotation":
    case "value":
  }
}

function knownTypes(defs: Defs): string {
  const known = inWords.get(defs);
  if (known !== undefined) return known;
  const names = Object.keys(defs).sort();
  const more = names.length > 50 ? ` … (${names.length} in all)` : "";
  const words = names.length === 0 ? "none" : `${names.slice(0, 50).join(", ")}${more}`;
  inWords.set(defs, words);
  return words;
}

const inWords = new WeakMap<Defs, string>();

function checkPattern(source: unknown, at: string, report: (at: string, message: string) => void): void {
  if (typeof source !== "string") {
    report(at, "expected a regular expression as text");
    return;
  }
  try {
    new RegExp(source, "u");
  } catch (cause) {
    report(at, `not a regular expression: ${cause instanceof Error ? cause.message : String(cause)}`);
    return;
  }
  // What somebody sends is matched with it on the server's own thread.
  const problem = patternProblem(source);
  if (problem !== null && linearPattern(source) === null)
    report(at, `could run away on a long text: ${problem}`);
}

function checkRanges(schema: JsonSchema, path: string, report: (at: string, message: string) => void): void {
  for (const [low, high] of [
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
    ["minimum", "maximum"],
  ] as const) {
    const [from, to] = [schema[low], schema[high]];
    if (typeof from === "number" && typeof to === "number" && from > to)
      report(`${path}/${low}`, `${from} is above \`${high}\` ${to}: nothing would be valid`);
  }
}
