import { type GuestParam, isObject, type Json, type JsonSchema } from "@scriptyard/model";

/**
 * Checks an effect's arguments where the script calls it, so that a bad one throws at the author's line. It knows the part
 * of JSON Schema 2020-12 that host functions use; the runner checks again with the whole schema before applying anything.
 *
 * @returns Null, or what is wrong: `argument "key" must be a string, got 5`.
 */
export function argumentProblem(params: readonly GuestParam[], args: readonly Json[]): string | null {
  for (let i = 0; i < params.length; i++) {
    const { name, schema, optional } = params[i]!;
    if (i >= args.length) {
      if (optional) continue;
      return `argument "${name}" is missing`;
    }
    const value = args[i]!;
    const problem = check(schema, value, name, schema);
    // A gap before a later argument crosses as null.
    if (problem !== null && !(optional && value === null)) return `argument ${problem}`;
  }
  return null;
}

type Schema = JsonSchema;
type Fields = { [key: string]: Json };
const own = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) ? (object as { [key: string]: unknown })[key] : undefined;
const isArray = Array.isArray;

function check(given: unknown, value: unknown, path: string, root: Schema): string | null {
  if (given === true || given === undefined) return null;
  if (given === false) return `"${path}" is not allowed`;
  const schema = given as Schema;
  const ref = own(schema, "$ref");
  if (typeof ref === "string") {
    const problem = check(resolve(ref, root), value, path, root);
    if (problem !== null) return problem;
  }
  return (
    typeProblem(schema, value, path) ??
    choiceProblem(schema, value, path) ??
    combinationProblem(schema, value, path, root) ??
    (typeof value === "string" ? stringProblem(schema, value, path) : null) ??
    (typeof value === "number" ? numberProblem(schema, value, path) : null) ??
    (isArray(value) ? listProblem(schema, value as unknown[], path, root) : null) ??
    (isObject(value) ? objectProblem(schema, value, path, root) : null)
  );
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

function isOfType(type: unknown, value: unknown): boolean {
  return type === "integer" ? Number.isInteger(value) : type === typeName(value);
}

const articles: { [type: string]: string } = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function typeProblem(schema: Schema, value: unknown, path: string): string | null {
  const type = own(schema, "type");
  if (type === undefined) return null;
  const types = isArray(type) ? (type as string[]) : [type as string];
  let expected = "";
  for (let i = 0; i < types.length; i++) {
    if (isOfType(types[i], value)) return null;
    expected += (i > 0 ? " or " : "") + (articles[types[i]!] ?? types[i]);
  }
  return `"${path}" must be ${expected}, got ${describe(value)}`;
}

function describe(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return JSON.stringify(value)!;
  return value === null ? "null" : isArray(value) ? "a list" : articleOf(typeof value);
}

const articleOf = (type: string): string => (Object.hasOwn(articles, type) ? articles[type]! : type);

function choiceProblem(schema: Schema, value: unknown, path: string): string | null {
  const text = JSON.stringify(value);
  const choices = own(schema, "enum");
  if (isArray(choices)) {
    const shown: string[] = [];
    for (let i = 0; i < choices.length; i++) {
      shown[i] = JSON.stringify(choices[i])!;
      if (shown[i] === text) return null;
    }
    return `"${path}" must be one of ${shown.join(", ")}, got ${text}`;
  }
  if (Object.hasOwn(schema, "const") && JSON.stringify(own(schema, "const")) !== text) {
    return `"${path}" must be ${JSON.stringify(own(schema, "const"))}, got ${text}`;
  }
  return null;
}

function combinationProblem(schema: Schema, value: unknown, path: string, root: Schema): string | null {
  const all = own(schema, "allOf");
  if (isArray(all)) {
    for (let i = 0; i < all.length; i++) {
      const problem = check(all[i], value, path, root);
      if (problem !== null) return problem;
    }
  }
  const any = own(schema, "anyOf") ?? own(schema, "oneOf");
  if (!isArray(any)) return null;
  let fits = 0;
  let first: string | null = null;
  for (let i = 0; i < any.length; i++) {
    const problem = check(any[i], value, path, root);
    if (problem === null) fits++;
    else if (first === null || isObject(value)) first ??= problem;
  }
  if (fits === 0) return `${first}, or another of its ${any.length} forms`;
  return Object.hasOwn(schema, "oneOf") && fits > 1
    ? `"${path}" matches ${fits} forms, exactly one is allowed`
    : null;
}

function stringProblem(schema: Schema, value: string, path: string): string | null {
  const least = own(schema, "minLength") as number | undefined;
  const most = own(schema, "maxLength") as number | undefined;
  if (least !== undefined && characters(value) < least) {
    return `"${path}" must have at least ${least} characters, got ${characters(value)}`;
  }
  if (most !== undefined && value.length > most && characters(value) > most) {
    return `"${path}" must have at most ${most} characters, got ${characters(value)}`;
  }
  const pattern = own(schema, "pattern") as string | undefined;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    return `"${path}" must match ${pattern}`;
  }
  return null;
}

function characters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; count++) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return count;
}

function numberProblem(schema: Schema, value: number, path: string): string | null {
  const bounds = [
    ["minimum", "at least", value < (own(schema, "minimum") as number)],
    ["maximum", "at most", value > (own(schema, "maximum") as number)],
    ["exclusiveMinimum", "more than", value <= (own(schema, "exclusiveMinimum") as number)],
    ["exclusiveMaximum", "less than", value >= (own(schema, "exclusiveMaximum") as number)],
  ] as const;
  for (let i = 0; i < bounds.length; i++) {
    const bound = bounds[i]!;
    if (bound[2])
      return `"${path}" must be ${bound[1]} ${JSON.stringify(own(schema, bound[0]))}, got ${value}`;
  }
  const step = own(schema, "multipleOf") as number | undefined;
  return step !== undefined && !Number.isInteger(value / step)
    ? `"${path}" must be a multiple of ${step}`
    : null;
}

function listProblem(schema: Schema, value: unknown[], path: string, root: Schema): string | null {
  const least = own(schema, "minItems") as number;
  const most = own(schema, "maxItems") as number;
  if (value.length < least) return `"${path}" must have at least ${least} items, got ${value.length}`;
  if (value.length > most) return `"${path}" must have at most ${most} items, got ${value.length}`;
  const prefix = own(schema, "prefixItems");
  const leading = isArray(prefix) ? prefix.length : 0;
  const rest = own(schema, "items");
  for (let i = 0; i < value.length; i++) {
    const problem = check(i < leading ? (prefix as unknown[])[i] : rest, value[i], `${path}[${i}]`, root);
    if (problem !== null) return problem;
  }
  return null;
}

function objectProblem(schema: Schema, value: Fields, path: string, root: Schema): string | null {
  const required = own(schema, "required");
  if (isArray(required)) {
    for (let i = 0; i < required.length; i++) {
      if (!Object.hasOwn(value, required[i] as string)) return `"${path}.${required[i]}" is missing`;
    }
  }
  const properties = (own(schema, "properties") ?? {}) as Fields;
  const names = Object.keys(value);
  for (let i = 0; i < names.length; i++) {
    const key = names[i]!;
    const known = Object.hasOwn(properties, key);
    const rule = known ? properties[key] : own(schema, "additionalProperties");
    if (rule === false) return `"${path}.${key}" is not a known field`;
    const problem = check(rule, value[key], `${path}.${key}`, root);
    if (problem !== null) return problem;
  }
  return null;
}

/** `#`, `#/$defs/Name`; anything else checks nothing here, the host still does. */
function resolve(ref: string, root: Schema): unknown {
  if (ref === "#") return root;
  const defs = own(root, "$defs");
  const names = isObject(defs) ? Object.keys(defs) : [];
  for (let i = 0; i < names.length; i++) {
    if (ref === `#/$defs/${names[i]}`) return (defs as Fields)[names[i]!];
  }
  return true;
}
