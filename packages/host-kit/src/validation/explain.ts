import { didYouMean, isObject, type Json, type JsonSchema } from "@scriptyard/model";
import { linearPattern, type StepBudget } from "../patterns/linear-pattern.ts";
import { canonicalJson } from "../schema/canonical-json.ts";
import { hasFormat } from "../schema/formats.ts";
import type { Defs } from "../schema/from-source.ts";
import {
  isSchemaObject,
  patternsOf,
  propertiesOf,
  refName,
  type SchemaNode,
  typesOf,
} from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { type At, atKey, pathOf, type Walk } from "./place.ts";
import { explainUnion } from "./union.ts";
import { deepEqual, hasType } from "./values.ts";
import { expectation, joinOr, listOf, notOneOf, show, typeWord } from "./wording.ts";

/**
 * What is wrong with a value, in words an author can act on; empty when it is valid.
 *
 * It interprets the schema, so it needs no code generation: it runs in sandbox workers, and on schemas of realms that
 * must not reach a code generator. Its verdict is ajv's (a property test holds the two together).
 *
 * @param path what the value is called, e.g. `result`; issues read `result.action`
 * @param defs named types behind `#/$defs/Name`
 * @param bounds what the walk may cost; where that ends, the last issue says `tooMuch`
 */
export function explain(
  node: SchemaNode,
  value: unknown,
  path: string,
  defs: Defs,
  bounds: ExplainBounds = {},
): Issue[] {
  const issues: Issue[] = [];
  const budget = { steps: bounds.steps ?? maxSteps };
  const walk: Walk = {
    defs,
    issues,
    budget,
    work: bounds.work ?? { steps: maxWork },
    words: { steps: maxWords },
    explainInto,
  };
  explainInto(node, value, { parent: null, key: path, sensitive: false, depth: 0 }, walk);
  return issues;
}

/** What a walk may cost, where it is not the usual. */
export type ExplainBounds = {
  /** Values that are looked at. */
  steps?: number;
  work?: StepBudget;
};

/** Values nested deeper than this are refused: the sandbox carries 100 levels at most. */
const maxDepth = 400;
const maxSteps = 100_000;
/** Some 20 ms of a thread that everybody shares: each character of a text costs its pattern a few. */
const maxWork = 400_000;
const maxWords = 50_000;
/** Says that the walk ended before the value did. */
export const tooMuch = "is too large to check against this schema; send less, or simplify the schema";
/** As many as a reader takes in; the walk ends there. */
const maxIssues = 20;

function explainInto(node: SchemaNode, value: unknown, at: At, walk: Walk): void {
  if (node === true || isOver(walk)) return;
  const report: Report = (message, place = at) => void walk.issues.push({ path: pathOf(place), message });
  if (node === false) {
    report("is not allowed here; remove it");
    return;
  }
  if (--walk.budget.steps < 0) {
    report(tooMuch);
    return;
  }
  if (at.depth > maxDepth) {
    report("is nested too deeply");
    return;
  }
  const sensitive = at.sensitive || node["x-sensitive"] === true;
  /** The same place for another schema of it, and what is below it. */
  const inner: At = { parent: at.parent, key: at.key, sensitive, depth: at.depth + 1 };

  const name = refName(node.$ref);
  if (name !== null) explainInto(walk.defs[name] ?? true, value, inner, walk);
  if (Array.isArray(node.allOf))
    for (const part of node.allOf as SchemaNode[]) explainInto(part, value, inner, walk);

  const types = typesOf(node);
  if ("const" in node && !deepEqual(node.const, value)) {
    report(`${show(value, sensitive)} is not allowed; expected ${show(node.const)}`);
    return;
  }
  if (!afford(walk, Array.isArray(node.enum) ? node.enum.length : 0)) {
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

  if (typeof value === "string") explainString(node, value, inner, walk, report);
  else if (typeof value === "number") explainNumber(node, value, sensitive, report);
  else if (Array.isArray(value)) explainArray(node, value, inner, walk, report);
  else if (isObject(value)) explainObject(node, value, inner, walk, report);

  if (Array.isArray(node.anyOf)) explainUnion(node.anyOf as SchemaNode[], false, value, inner, walk);
  if (Array.isArray(node.oneOf)) explainUnion(node.oneOf as SchemaNode[], true, value, inner, walk);
}

type Report = (message: string, place?: At) => void;

/** Nothing more would be said, or nothing more may be looked at: whoever goes through many values stops. */
function isOver({ issues, budget, work }: Walk): boolean {
  return issues.length >= maxIssues || ((budget.steps < 0 || work.steps < 0) && issues.length > 0);
}

/** Takes from what the whole walk may cost; false when nothing is left. */
function afford({ work }: Walk, steps: number): boolean {
  work.steps -= steps;
  return work.steps >= 0;
}

/** Null when the work that is left does not suffice. Only a host's own schema can hold what is not linear. */
function matches(pattern: string, text: string, { work }: Walk): boolean | null {
  const linear = linearPattern(pattern);
  return linear ? linear(text, work) : new RegExp(pattern, "u").test(text);
}

function explainString(
  schema: JsonSchema,
  value: string,
  { sensitive }: At,
  walk: Walk,
  report: Report,
): void {
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
  const fits = typeof pattern === "string" ? matches(pattern, value, walk) : true;
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

function explainArray(schema: JsonSchema, value: unknown[], at: At, walk: Walk, report: Report): void {
  const { minItems, maxItems, uniqueItems } = schema;
  const prefix = (schema.prefixItems as SchemaNode[] | undefined) ?? [];
  const rest = schema.items as SchemaNode | undefined;
  if (typeof minItems === "number" && value.length < minItems)
    report(`has ${value.length} items; at least ${minItems} needed`);
  if (typeof maxItems === "number" && value.length > maxItems)
    report(`has ${value.length} items; at most ${maxItems} allowed`);
  else if (rest === false && value.length > prefix.length)
    report(`has ${value.length} items; at most ${prefix.length} allowed`);
  const checked = rest === undefined || rest === false ? Math.min(prefix.length, value.length) : value.length;
  for (let index = 0; index < checked && !isOver(walk); index++)
    explainInto(prefix[index] ?? rest!, value[index], atKey(at, index), walk);
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
  at: At,
  walk: Walk,
  report: Report,
): void {
  const properties = propertiesOf(schema);
  const patterns = patternsOf(schema);
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const required = (schema.required as string[] | undefined) ?? [];
  if (!afford(walk, required.length + present.length)) {
    report(tooMuch);
    return;
  }
  for (const name of required) {
    if (isOver(walk)) return;
    if (Object.hasOwn(value, name) && value[name] !== undefined) continue;
    const wanted = Object.hasOwn(properties, name)
      ? `; expected ${expectation(properties[name]!, walk.defs)}`
      : "";
    report(`is missing${wanted}`, atKey(at, name));
  }
  for (const key of present) {
    if (isOver(walk)) return;
    const place = atKey(at, key);
    const matching = patterns.filter(([pattern]) => matches(pattern, key, walk));
    if (walk.work.steps < 0) {
      report(tooMuch);
      return;
    }
    const known = Object.hasOwn(properties, key);
    if (known) explainInto(properties[key]!, value[key], place, walk);
    for (const [, node] of matching) explainInto(node, value[key], place, walk);
    if (!known && matching.length === 0) {
      if (schema.additionalProperties === false)
        report(unknownKey(key, Object.keys(properties), value), place);
      else if (isSchemaObject(schema.additionalProperties))
        explainInto(schema.additionalProperties, value[key], place, walk);
    }
    const keyIssues =
      schema.propertyNames === undefined
        ? []
        : explain(schema.propertyNames as SchemaNode, key, "", walk.defs, { work: walk.work });
    if (keyIssues.length > 0) report(`the name of this property: ${keyIssues[0]!.message}`, place);
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
