import { didYouMean } from "@scriptyard/model";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, refName, type SchemaNode, typesOf } from "../schema/keywords.ts";

/** Words for messages, kept apart so that the guest's, the host's and the reference page's texts agree. */

/** `"contine"`, `42`, `an object`: what a message may show of a value. Never the text at a sensitive path. */
export function show(value: unknown, sensitive = false): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (sensitive && typeof value !== "boolean" && value !== null) return `a ${typeof value} (masked)`;
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol")
    return `a ${typeof value}`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 58)}…"` : text;
}

/** `"a", "b" or "c"`. Long lists are cut after 12. */
export function listOf(values: readonly unknown[], join = "or"): string {
  const shown = values
    .slice(0, 12)
    .map((value) => (typeof value === "string" ? JSON.stringify(value) : show(value)));
  if (values.length > 12) return `${shown.join(", ")} … (${values.length} in all)`;
  if (shown.length <= 1) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} ${join} ${shown.at(-1)}`;
}

/** `"contine" is not allowed; expected "continue" or "reject" (did you mean "continue"?)` */
export function notOneOf(value: unknown, allowed: readonly unknown[], sensitive: boolean): string {
  const words = allowed.filter((item) => typeof item === "string");
  const near = typeof value === "string" && !sensitive ? didYouMean(value, words) : null;
  const hint = near === null ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  return `${show(value, sensitive)} is not allowed; expected ${listOf(allowed)}${hint}`;
}

const typeWords: { [type: string]: string } = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
  array: "a list",
  object: "an object",
};

/** What a schema wants, in a few words: `a string`, `"a" or "b"`, `a number or null`. */
export function expectation(node: SchemaNode, defs: Defs): string {
  return expected(node, defs, 0, { nodes: 100 });
}

/** @param left of how many more nodes it may be told: unions of unions of named types multiply */
function expected(node: SchemaNode, defs: Defs, depth: number, left: { nodes: number }): string {
  if (!isSchemaObject(node)) return node ? "any JSON value" : "nothing";
  if (--left.nodes < 0) return "another shape";
  const name = refName(node.$ref);
  if (name !== null && depth < 8) return expected(defs[name] ?? true, defs, depth + 1, left);
  if ("const" in node) return show(node.const);
  if (Array.isArray(node.enum)) return listOf(node.enum);
  const branches = (node.anyOf ?? node.oneOf) as SchemaNode[] | undefined;
  if (branches && depth < 8)
    return joinOr([...new Set(wordsOf(branches, (branch) => expected(branch, defs, depth + 1, left), left))]);
  const types = typesOf(node);
  if (types.length === 0)
    return depth < 8 && Array.isArray(node.allOf)
      ? expected(node.allOf[0], defs, depth + 1, left)
      : "any JSON value";
  return joinOr(types.map((type) => typeWords[type]!));
}

function wordsOf(
  branches: SchemaNode[],
  wordOf: (branch: SchemaNode) => string,
  left: { nodes: number },
): string[] {
  const words: string[] = [];
  for (const branch of branches) {
    words.push(wordOf(branch));
    if (left.nodes < 0) break;
  }
  return words;
}

export function typeWord(type: string): string {
  return typeWords[type] ?? type;
}

export function joinOr(words: readonly string[]): string {
  return words.length <= 1 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** `result` + `parts` → `result.parts`; `+ 0` → `[0]`; keys that are no names are quoted. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return path === "" ? key : `${path}.${key}`;
  return `${path}[${JSON.stringify(key.length > 60 ? `${key.slice(0, 58)}…` : key)}]`;
}
