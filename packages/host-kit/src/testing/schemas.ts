import type { Json, JsonSchema } from "@scriptyard/model";
import fc from "fast-check";

/** A schema of the supported grammar with a value that it accepts. */
export type Sampled = { schema: JsonSchema; value: Json };

/**
 * Random schemas, each with a valid value.
 *
 * @param exact only what TypeScript can express and decides as JSON Schema does: no ranges, open objects, no `oneOf`
 */
export function sampledSchema(exact: boolean, depth = 3): fc.Arbitrary<Sampled> {
  const leaf = exact ? leaves : fc.oneof(leaves, ranged);
  if (depth === 0) return leaf;
  const inner = sampledSchema(exact, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    list(inner),
    tuple(inner),
    record(inner),
    object(inner, exact),
    union(inner, exact),
  );
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const text = fc.oneof(word, fc.string({ maxLength: 12 }));
const sampled = (schema: JsonSchema, value: fc.Arbitrary<Json>): fc.Arbitrary<Sampled> =>
  value.map((value) => ({ schema, value }));

const leaves: fc.Arbitrary<Sampled> = fc.oneof(
  sampled({ type: "string" }, text),
  sampled({ type: "number" }, fc.integer({ min: -99, max: 99 })),
  sampled({ type: "boolean" }, fc.boolean()),
  sampled({ type: "null" }, fc.constant(null)),
  sampled({ type: ["string", "null"] }, fc.option(text)),
  sampled({}, fc.constantFrom<Json>(null, 1, "x", { a: [true] })),
  fc
    .oneof(word, fc.integer({ min: -9, max: 9 }), fc.boolean())
    .map((value): Sampled => ({ schema: { const: value }, value })),
  fc
    .uniqueArray(fc.oneof(word, fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 4 })
    .chain((values) => sampled({ enum: values }, fc.constantFrom<Json>(...values))),
);

const ranged: fc.Arbitrary<Sampled> = fc.oneof(
  sampled({ type: "integer", minimum: 0, maximum: 9 }, fc.integer({ min: 0, max: 9 })),
  sampled({ type: "number", exclusiveMinimum: 0, multipleOf: 0.5 }, fc.constantFrom(0.5, 1, 7.5)),
  sampled({ type: "string", minLength: 2, maxLength: 4 }, fc.constantFrom("ab", "abcd", "😀😀😀")),
  sampled({ type: "string", pattern: "^[a-z]+$" }, word),
  sampled({ type: "string", format: "date-time" }, fc.constant("2026-05-04T07:30:00Z")),
  sampled({ type: "string", format: "ipv4" }, fc.constant("203.0.113.7")),
  sampled(
    { type: "array", uniqueItems: true, minItems: 1, maxItems: 3 },
    fc.constantFrom<Json>([1], [1, "1", null], [{ a: 1 }, { a: 2 }]),
  ),
  sampled(
    { type: "object", minProperties: 1, maxProperties: 2, propertyNames: { type: "string", maxLength: 2 } },
    fc.constant<Json>({ a: 1, bb: 2 }),
  ),
  sampled(
    { type: "object", patternProperties: { "^x": { type: "number" } }, additionalProperties: false },
    fc.constant<Json>({ x1: 1 }),
  ),
);

function list(inner: fc.Arbitrary<Sampled>): fc.Arbitrary<Sampled> {
  return fc.tuple(inner, fc.nat(2)).map(([item, count]) => ({
    schema: { type: "array", items: item.schema },
    value: Array.from({ length: count }, () => item.value),
  }));
}

function tuple(inner: fc.Arbitrary<Sampled>): fc.Arbitrary<Sampled> {
  return fc.array(inner, { minLength: 1, maxLength: 3 }).map((items) => ({
    schema: {
      type: "array",
      prefixItems: items.map((item) => item.schema),
      items: false,
      minItems: items.length,
    },
    value: items.map((item) => item.value),
  }));
}

function record(inner: fc.Arbitrary<Sampled>): fc.Arbitrary<Sampled> {
  return fc.tuple(inner, fc.uniqueArray(word, { maxLength: 2 })).map(([member, keys]) => ({
    schema: { type: "object", additionalProperties: member.schema },
    value: Object.fromEntries(keys.map((key) => [key, member.value])),
  }));
}

/** Never a name that lists or texts have too (`length`, `0`): TypeScript takes a list for an object with that property. */
const propertyName = fc.oneof(
  word.map((name) => `p_${name}`),
  fc.constantFrom("a-b", 'quo"te', "with space", "class", "*/"),
);

function object(inner: fc.Arbitrary<Sampled>, exact: boolean): fc.Arbitrary<Sampled> {
  const member = fc.record({
    name: propertyName,
    sampled: inner,
    required: fc.boolean(),
    present: fc.boolean(),
  });
  return fc
    .tuple(
      fc.uniqueArray(member, { selector: (entry) => entry.name, minLength: 1, maxLength: 4 }),
      fc.boolean(),
    )
    .map(([members, closed]) => ({
      schema: {
        type: "object",
        properties: Object.fromEntries(members.map((entry) => [entry.name, entry.sampled.schema])),
        required: members.filter((entry) => entry.required).map((entry) => entry.name),
        ...(closed && !exact ? { additionalProperties: false } : {}),
      },
      value: Object.fromEntries(
        members
          .filter((entry) => entry.required || entry.present)
          .map((entry) => [entry.name, entry.sampled.value]),
      ),
    }));
}

function union(inner: fc.Arbitrary<Sampled>, exact: boolean): fc.Arbitrary<Sampled> {
  return fc
    .tuple(
      fc.array(inner, { minLength: 2, maxLength: 3 }),
      exact ? fc.constant("anyOf") : fc.constantFrom("anyOf", "oneOf"),
    )
    .map(([drawn, keyword]) => {
      const branches = exact ? oneObject(drawn) : drawn;
      return { schema: { [keyword]: branches.map((branch) => branch.schema) }, value: branches[0]!.value };
    });
}

/** TypeScript's checks of a literal against two object types (excess properties, discriminants) are its own. */
function oneObject(branches: Sampled[]): Sampled[] {
  const first = branches.findIndex((branch) => mayBeObject(branch.schema));
  return branches.filter((branch, index) => index === first || !mayBeObject(branch.schema));
}

function mayBeObject(schema: JsonSchema): boolean {
  return Array.isArray(schema.anyOf) ? schema.anyOf.some(mayBeObject) : schema.type === "object";
}

/**
 * The same value with one part, somewhere, replaced by a value of another kind. The object is empty: TypeScript refuses
 * unknown properties of a literal where an open JSON Schema takes them.
 */
export function spoiled(value: Json): fc.Arbitrary<Json> {
  const places = placesOf(value, []);
  return fc
    .tuple(fc.constantFrom(...places), fc.constantFrom<Json>(null, true, -12345, "spoiled", ["spoiled"], {}))
    .map(([place, part]) => replaceAt(value, place, part));
}

function placesOf(value: Json, path: string[]): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, member]) => placesOf(member as Json, [...path, key])),
  ];
}

function replaceAt(value: Json, [key, ...rest]: string[], part: Json): Json {
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaceAt(item, rest, part) : item));
  const copy = { ...(value as { [key: string]: Json }) };
  copy[key] = replaceAt(copy[key]!, rest, part);
  return copy;
}
