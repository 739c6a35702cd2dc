// Long: a validator of JSON Schema is one set of keywords that call each other.
// JSON Schema, draft 2020-12, over plain data. Schemas of one's own; `$ref` leads within the schema only.
import { ask } from "../host.guest.ts";

type Json = unknown;
type Schema = boolean | { readonly [keyword: string]: unknown };
export type Problem = { path: string; message: string };

const MOST_PROBLEMS = 50;
const MOST_DEPTH = 100;

/** Everything that is wrong with a value, each with its place as a JSON pointer; an empty list for a right one. */
export function validate(value: Json, schema: Schema): Problem[] {
  const run: Run = { root: schema, problems: [], depth: 0 };
  check(value, schema, "", run);
  return run.problems;
}

export function isValid(value: Json, schema: Schema): boolean {
  return validate(value, schema).length === 0;
}

/** The value itself. @throws ValidationError with all problems */
export function parse<T>(value: T, schema: Schema): T {
  const problems = validate(value, schema);
  if (problems.length > 0) throw new ValidationError(problems);
  return value;
}

export class ValidationError extends Error {
  override readonly name = "ValidationError";
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(({ path, message }) => (path === "" ? "the value" : path) + " " + message).join("; "));
    this.problems = problems;
  }
}

type Run = { root: Schema; problems: Problem[]; depth: number };

const known = new Set(
  (
    "$schema $id $defs $ref $comment title description default examples deprecated readOnly writeOnly type enum const properties required " +
    "additionalProperties patternProperties propertyNames minProperties maxProperties dependentRequired items prefixItems minItems maxItems " +
    "uniqueItems contains minContains maxContains minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum " +
    "multipleOf allOf anyOf oneOf not if then else definitions"
  ).split(" "),
);

function check(value: Json, schema: Schema, path: string, run: Run): void {
  if (run.problems.length >= MOST_PROBLEMS) return;
  if (schema === true) return;
  if (schema === false) {
    say(run, path, "must not be there");
    return;
  }
  if (typeof schema !== "object" || schema === null || Array.isArray(schema))
    throw new TypeError("validate: a schema is an object, true or false.");
  if (++run.depth > MOST_DEPTH)
    throw new RangeError("validate: the value or the schema is nested too deeply.");
  for (const keyword of Object.keys(schema))
    if (!known.has(keyword) && !keyword.startsWith("x-"))
      throw new TypeError("validate: the schema's keyword " + JSON.stringify(keyword) + " is not known.");
  if (schema.$ref !== undefined) check(value, target(schema.$ref, run.root), path, run);
  checkAny(value, schema, path, run);
  if (typeof value === "string") checkText(value, schema, path, run);
  else if (typeof value === "number") checkNumber(value, schema, path, run);
  else if (Array.isArray(value)) checkList(value as Json[], schema, path, run);
  else if (typeof value === "object" && value !== null)
    checkObject(value as { [name: string]: Json }, schema, path, run);
  checkParts(value, schema, path, run);
  run.depth--;
}

function say(run: Run, path: string, message: string): void {
  if (run.problems.length < MOST_PROBLEMS) run.problems.push({ path, message });
}

function target(ref: unknown, root: Schema): Schema {
  if (typeof ref !== "string" || !ref.startsWith("#"))
    throw new TypeError("validate: `$ref` leads within the schema, such as #/$defs/Name.");
  let at: unknown = root;
  for (const part of ref.slice(1).split("/").slice(1)) {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    at =
      typeof at === "object" && at !== null && Object.hasOwn(at, name)
        ? (at as { [name: string]: unknown })[name]
        : undefined;
  }
  if (at === undefined) throw new TypeError("validate: the schema has no " + ref.slice(0, 100) + ".");
  return at as Schema;
}

type Keywords = Exclude<Schema, boolean>;

function checkAny(value: Json, schema: Keywords, path: string, run: Run): void {
  if (schema.type !== undefined) {
    const types = (Array.isArray(schema.type) ? schema.type : [schema.type]) as string[];
    if (!types.some((type) => isOfType(value, type))) {
      say(run, path, "must be " + types.map(named).join(" or ") + ", not " + named(typeOf(value)));
      return;
    }
  }
  if (schema.const !== undefined && !equal(value, schema.const))
    say(run, path, "must be " + shown(schema.const));
  const choices = schema.enum as Json[] | undefined;
  if (choices && !choices.some((choice) => equal(value, choice)))
    say(run, path, "must be one of " + choices.slice(0, 20).map(shown).join(", "));
}

function checkText(value: string, schema: Keywords, path: string, run: Run): void {
  const { minLength, maxLength, pattern, format } = schema as { [name: string]: never };
  if (minLength !== undefined || maxLength !== undefined) {
    const length = Array.from(value).length;
    if (minLength !== undefined && length < minLength)
      say(run, path, "must have at least " + count(minLength, "character"));
    if (maxLength !== undefined && length > maxLength)
      say(run, path, "must have at most " + count(maxLength, "character"));
  }
  if (pattern !== undefined && !patternOf(pattern).test(value))
    say(run, path, "must match " + String(pattern));
  if (format !== undefined && formats[format] && !formats[format](value))
    say(run, path, "must be a " + String(format));
}

function checkNumber(value: number, schema: Keywords, path: string, run: Run): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as {
    [name: string]: number;
  };
  if (minimum !== undefined && value < minimum) say(run, path, "must be " + minimum + " or more");
  if (maximum !== undefined && value > maximum) say(run, path, "must be " + maximum + " or less");
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    say(run, path, "must be more than " + exclusiveMinimum);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    say(run, path, "must be less than " + exclusiveMaximum);
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    say(run, path, "must be a multiple of " + multipleOf);
}

function checkList(value: Json[], schema: Keywords, path: string, run: Run): void {
  const { minItems, maxItems, minContains, maxContains } = schema as { [name: string]: number };
  if (minItems !== undefined && value.length < minItems)
    say(run, path, "must have at least " + count(minItems, "item"));
  if (maxItems !== undefined && value.length > maxItems)
    say(run, path, "must have at most " + count(maxItems, "item"));
  if (schema.uniqueItems === true) {
    const seen = new Set<string>();
    for (const one of value) {
      const key = canonical(one);
      if (seen.has(key)) {
        say(run, path, "must not have an item twice");
        break;
      }
      seen.add(key);
    }
  }
  const first = (schema.prefixItems ?? []) as Schema[];
  for (let i = 0; i < value.length; i++) {
    const item = i < first.length ? first[i]! : (schema.items as Schema | undefined);
    if (item !== undefined) check(value[i], item, path + "/" + i, run);
  }
  if (schema.contains === undefined) return;
  const found = value.filter((one) => holds(one, schema.contains as Schema, run)).length;
  if (found < (minContains ?? 1))
    say(run, path, "must have " + (minContains ?? 1) + " or more of what it is to contain");
  if (maxContains !== undefined && found > maxContains)
    say(run, path, "must have at most " + maxContains + " of what it is to contain");
}

function checkObject(value: { [name: string]: Json }, schema: Keywords, path: string, run: Run): void {
  const names = Object.keys(value);
  const { minProperties, maxProperties } = schema as { [name: string]: number };
  for (const name of (schema.required ?? []) as string[])
    if (!Object.hasOwn(value, name)) say(run, path + "/" + pointer(name), "is missing");
  if (minProperties !== undefined && names.length < minProperties)
    say(run, path, "must have at least " + count(minProperties, "field"));
  if (maxProperties !== undefined && names.length > maxProperties)
    say(run, path, "must have at most " + count(maxProperties, "field"));
  const dependent = (schema.dependentRequired ?? {}) as { [name: string]: string[] };
  for (const name of Object.keys(dependent))
    if (Object.hasOwn(value, name))
      for (const other of dependent[name]!)
        if (!Object.hasOwn(value, other)) say(run, path + "/" + pointer(other), "is missing beside " + name);
  const own = (schema.properties ?? {}) as { [name: string]: Schema };
  const patterns = Object.entries((schema.patternProperties ?? {}) as { [pattern: string]: Schema });
  for (const name of names) {
    const at = path + "/" + pointer(name);
    let isKnown = false;
    if (Object.hasOwn(own, name)) {
      isKnown = true;
      check(value[name], own[name]!, at, run);
    }
    for (const [pattern, inner] of patterns) {
      if (!patternOf(pattern).test(name)) continue;
      isKnown = true;
      check(value[name], inner, at, run);
    }
    if (schema.propertyNames !== undefined) check(name, schema.propertyNames as Schema, at, run);
    const others = schema.additionalProperties as Schema | undefined;
    if (isKnown || others === undefined) continue;
    if (others === false) say(run, at, "is not expected");
    else check(value[name], others, at, run);
  }
}

function checkParts(value: Json, schema: Keywords, path: string, run: Run): void {
  for (const one of (schema.allOf ?? []) as Schema[]) check(value, one, path, run);
  const any = schema.anyOf as Schema[] | undefined;
  if (any && !any.some((one) => holds(value, one, run)))
    say(run, path, "must be one of " + any.length + " kinds, and is none");
  const one = schema.oneOf as Schema[] | undefined;
  if (one) {
    const fitting = one.filter((inner) => holds(value, inner, run)).length;
    if (fitting !== 1)
      say(run, path, "must be exactly one of " + one.length + " kinds, and is " + fitting + " of them");
  }
  if (schema.not !== undefined && holds(value, schema.not as Schema, run))
    say(run, path, "must not be of a kind that it is of");
  if (schema.if === undefined) return;
  const next = holds(value, schema.if as Schema, run) ? schema.then : schema.else;
  if (next !== undefined) check(value, next as Schema, path, run);
}

function holds(value: Json, schema: Schema, { root, depth }: Run): boolean {
  const inner: Run = { root, problems: [], depth };
  check(value, schema, "", inner);
  return inner.problems.length === 0;
}

const compiled = new Map<string, RegExp>();

function patternOf(source: unknown): RegExp {
  const text = String(source);
  const made = compiled.get(text) ?? new RegExp(text, "u");
  if (compiled.size < 100) compiled.set(text, made);
  return made;
}

const formats: { [name: string]: (text: string) => boolean } = {
  "date-time": (text) =>
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$/.test(
      text,
    ) &&
    isDay(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text)),
  date: (text) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && isDay(text),
  time: (text) =>
    /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/i.test(text),
  email: (text) =>
    text.length <= 254 &&
    /^[^\s@<>()[\],;:"\\]{1,64}@(?:[A-Za-z0-9-]{1,63}[.])+[A-Za-z0-9-]{2,63}$/.test(text) &&
    !text.includes(".."),
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && ask("url.parse", [text]) !== null,
  uuid: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  ipv4: (text) =>
    /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:[.]|$)){4}$/.test(text) && !text.endsWith("."),
};

function isDay(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isOfType(value: Json, type: string): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

function equal(a: Json, b: Json): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** JSON text with the names in order. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const record = value as { [name: string]: Json };
  return (
    "{" +
    Object.keys(record)
      .sort()
      .map((name) => JSON.stringify(name) + ":" + canonical(record[name]))
      .join(",") +
    "}"
  );
}

function pointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function shown(value: Json): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? text.slice(0, 60) + "…" : text;
}

function named(type: string): string {
  if (type === "null") return "null";
  return type === "integer"
    ? "a whole number"
    : /^[aeiou]/.test(type)
      ? "an " + type
      : "a " + (type === "string" ? "text" : type);
}

function count(amount: number, noun: string): string {
  return amount + " " + noun + (amount === 1 ? "" : "s");
}
