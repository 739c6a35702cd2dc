import { didYouMean, type Json, type JsonSchema } from "@scriptyard/model";
import { linearPattern, type StepBudget } from "../patterns/linear-pattern.ts";
import { canonicalJson } from "../schema/canonical-json.ts";
import { hasFormat } from "../schema/formats.ts";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, refName, type SchemaNode, typesOf } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { type ExplainScope, explainUnion } from "./union.ts";
import { deepEqual, hasType, isPlainObject } from "./values.ts";
import { expectation, joinOr, joinPath, listOf, notOneOf, show, typeWord } from "./wording.ts";

/**
 * What is wrong with a value, in words an author can act on; empty when it is valid.
 *
 * It interprets the schema, so it needs no code generation: it runs in sandbox workers, and on schemas of realms that
 * must not reach a code generator. Its verdict is ajv's (a property test holds the two together).
 *
 * @param path what the value is called, e.g. `result`; issues read `result.action`
 * @param defs named types behind `#/$defs/Name`
 */
export function explain(
  node: SchemaNode,
  value: unknown,
  path: string,
  defs: Defs,
  work: StepBudget = { steps: maxWork },
): Issue[] {
  const issues: Issue[] = [];
  explainInto(node, value, {
    path,
    defs,
    issues,
    sensitive: false,
    depth: 0,
    budget: { steps: maxSteps },
    work,
    explainInto,
  });
  return issues;
}

/** Values nested deeper than this are refused: the sandbox carries 100 levels at most. */
const maxDepth = 400;
const maxSteps = 100_000;
/** Some 20 ms of a thread that everybody shares: each character of a text costs its pattern a few. */
const maxWork = 400_000;
const tooMuch = "is too large to check against this schema; send less, or simplify the schema";
const maxIssues = 50;

export function explainInto(node: SchemaNode, value: unknown, scope: ExplainScope): void {
  if (node === true || scope.issues.length >= maxIssues) return;
  const report = (message: string, path = scope.path): void => void scope.issues.push({ path, message });
  if (node === false) {
    report("is not allowed here; remove it");
    return;
  }
  if (scope.budget.steps-- <= 0) {
    report(tooMuch);
    return;
  }
  if (scope.depth > maxDepth) {
    report("is nested too deeply");
    return;
  }
  const sensitive = scope.sensitive || node["x-sensitive"] === true;
  const inner = { ...scope, sensitive, depth: scope.depth + 1 };

  const name = refName(node.$ref);
  if (name !== null) explainInto(scope.defs[name] ?? true, value, inner);
  for (const part of (node.allOf as SchemaNode[] | undefined) ?? []) explainInto(part, value, inner);

  const types = typesOf(node);
  if ("const" in node && !deepEqual(node.const, value)) {
    report(`${show(value, sensitive)} is not allowed; expected ${show(node.const)}`);
    return;
  }
  if (!afford(scope, Array.isArray(node.enum) ? node.enum.length : 0)) {
    report(tooMuch);
    return;
  }
  if (Array.isArray(node.enum) && !node.enum.some((allowed) => deepEqual(allowed, value))) {
    report(notOneOf(value, node.enum, sensitive));
    return;
  }
  if (types.length > 0 && !types.some((type) => hasType(value, type))) {
    report(`expected ${joinOr(types.map(typeWord))}, got ${show(value, sensitive)}`);
    return;
  }

  if (typeof value === "string") explainString(node, value, inner, report);
  else if (typeof value === "number") explainNumber(node, value, sensitive, report);
  else if (Array.isArray(value)) explainArray(node, value, inner, report);
  else if (isPlainObject(value)) explainObject(node, value, inner, report);

  if (Array.isArray(node.anyOf)) explainUnion(node.anyOf as SchemaNode[], false, value, inner);
  if (Array.isArray(node.oneOf)) explainUnion(node.oneOf as SchemaNode[], true, value, inner);
}

type Report = (message: string, path?: string) => void;

/** Takes from what the whole walk may cost; false when nothing is left. */
function afford({ work }: ExplainScope, steps: number): boolean {
  work.steps -= steps;
  return work.steps >= 0;
}

/** Null when the work that is left does not suffice. Only a host's own schema can hold what is not linear. */
function matches(pattern: string, text: string, { work }: ExplainScope): boolean | null {
  const linear = linearPattern(pattern);
  return linear ? linear(text, work) : new RegExp(pattern, "u").test(text);
}

function explainString(schema: JsonSchema, value: string, scope: ExplainScope, report: Report): void {
  const { sensitive } = scope;
  const { minLength, maxLength, pattern, format } = schema;
  const length = typeof minLength === "number" || typeof maxLength === "number" ? codePoints(value) : 0;
  if (typeof minLength === "number" && length < minLength)
    report(
      value === "" ? "must not be empty" : `is too short: ${length} characters, at least ${minLength} needed`,
    );
  if (typeof maxLength === "number" && length > maxLength) {
    // Not looked at further: a pattern on an overlong text is where a regular expression can run away.
    report(`is too long: ${length} characters, at most ${maxLength} allowed`);
    return;
  }
  const fits = typeof pattern === "string" ? matches(pattern, value, scope) : true;
  if (fits === null) report(tooMuch);
  if (fits === false) report(`${show(value, sensitive)} does not match the pattern ${pattern as string}`);
  if (typeof format === "string" && !hasFormat(format, value))
    report(`${show(value, sensitive)} is not a valid ${format}`);
}

/** JSON Schema counts Unicode code points. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function explainNumber(schema: JsonSchema, value: number, sensitive: boolean, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const shown = show(value, sensitive);
  if (typeof minimum === "number" && !(value >= minimum))
    report(`${shown} is too small; at least ${minimum}`);
  if (typeof maximum === "number" && !(value <= maximum)) report(`${shown} is too large; at most ${maximum}`);
  if (typeof exclusiveMinimum === "number" && !(value > exclusiveMinimum))
    report(`${shown} is too small; more than ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === "number" && !(value < exclusiveMaximum))
    report(`${shown} is too large; less than ${exclusiveMaximum}`);
  if (typeof multipleOf === "number" && !Number.isInteger(value / multipleOf))
    report(`${shown} is not a multiple of ${multipleOf}`);
}

function explainArray(schema: JsonSchema, value: unknown[], scope: ExplainScope, report: Report): void {
  const { minItems, maxItems, uniqueItems } = schema;
  const prefix = (schema.prefixItems as SchemaNode[] | undefined) ?? [];
  const rest = schema.items as SchemaNode | undefined;
  if (typeof minItems === "number" && value.length < minItems)
    report(`has ${value.length} items; at least ${minItems} needed`);
  if (typeof maxItems === "number" && value.length > maxItems)
    report(`has ${value.length} items; at most ${maxItems} allowed`);
  else if (rest === false && value.length > prefix.length)
    report(`has ${value.length} items; at most ${prefix.length} allowed`);
  for (const [index, item] of value.entries()) {
    const itemSchema = prefix[index] ?? rest;
    if (itemSchema === undefined || itemSchema === false) continue;
    explainInto(itemSchema, item, { ...scope, path: joinPath(scope.path, index) });
  }
  if (uniqueItems !== true) return;
  const first = new Map<string, number>();
  for (const [index, item] of value.entries()) {
    const text = canonicalJson(item as Json);
    const earlier = first.get(text);
    if (earlier !== undefined) {
      report(`holds the same item at ${earlier} and ${index}; items must differ`);
      return;
    }
    first.set(text, index);
  }
}

function explainObject(
  schema: JsonSchema,
  value: { [key: string]: unknown },
  scope: ExplainScope,
  report: Report,
): void {
  const properties = (schema.properties as { [name: string]: SchemaNode } | undefined) ?? {};
  const patterns = Object.entries(
    (schema.patternProperties as { [pattern: string]: SchemaNode } | undefined) ?? {},
  );
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const required = (schema.required as string[] | undefined) ?? [];
  if (!afford(scope, required.length + present.length)) {
    report(tooMuch);
    return;
  }
  for (const name of required) {
    if (scope.issues.length >= maxIssues) return;
    if (Object.hasOwn(value, name) && value[name] !== undefined) continue;
    const wanted = Object.hasOwn(properties, name)
      ? `; expected ${expectation(properties[name]!, scope.defs)}`
      : "";
    report(`is missing${wanted}`, joinPath(scope.path, name));
  }
  for (const key of present) {
    const at = { ...scope, path: joinPath(scope.path, key) };
    if (scope.issues.length >= maxIssues) return;
    const matching = patterns.filter(([pattern]) => matches(pattern, key, scope));
    if (scope.work.steps < 0) {
      report(tooMuch);
      return;
    }
    const known = Object.hasOwn(properties, key);
    if (known) explainInto(properties[key]!, value[key], at);
    for (const [, node] of matching) explainInto(node, value[key], at);
    if (!known && matching.length === 0) {
      if (schema.additionalProperties === false)
        report(unknownKey(key, Object.keys(properties), value), at.path);
      else if (isSchemaObject(schema.additionalProperties))
        explainInto(schema.additionalProperties, value[key], at);
    }
    const keyIssues =
      schema.propertyNames === undefined
        ? []
        : explain(schema.propertyNames as SchemaNode, key, "", scope.defs, scope.work);
    if (keyIssues.length > 0) report(`the name of this property: ${keyIssues[0]!.message}`, at.path);
  }
  const { minProperties, maxProperties } = schema;
  if (typeof minProperties === "number" && present.length < minProperties)
    report(`has ${present.length} properties; at least ${minProperties} needed`);
  if (typeof maxProperties === "number" && present.length > maxProperties)
    report(`has ${present.length} properties; at most ${maxProperties} allowed`);
}

function unknownKey(key: string, known: string[], value: { [key: string]: unknown }): string {
  if (known.length === 0) return "is not allowed; no properties are expected here";
  const free = known.filter((name) => !Object.hasOwn(value, name));
  const near = didYouMean(key, free);
  return `is not a known property; known: ${listOf(known, "and")}${near === null ? "" : ` (did you mean ${JSON.stringify(near)}?)`}`;
}
