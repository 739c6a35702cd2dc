import type { Json, JsonSchema } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSettingsSchema, scriptSettings, scriptSettingsSchema, validateSettings } from "./index.ts";

const lines = (schema: JsonSchema, settings: Json = {}) =>
  validateSettings(schema, settings).map((issue) => `${issue.path}: ${issue.message}`);
const object = (properties: JsonSchema): JsonSchema => ({
  type: "object",
  properties,
  additionalProperties: false,
});

test("settings are checked against the realm's schema, its own types included", () => {
  const schema = {
    ...object({ limit: { type: "integer", minimum: 1 }, home: { $ref: "#/$defs/Address" } }),
    required: ["limit"],
    $defs: { Address: object({ city: { type: "string" } }) },
  };
  expect(lines(schema, { limit: 3, home: { city: "Graz" } })).toEqual([]);
  expect(lines(schema, { limt: 3, home: { city: 8010 } })).toEqual([
    "settings.limit: is missing; expected a whole number",
    'settings.limt: is not a known property; known: "limit" and "home" (did you mean "limit"?)',
    "settings.home.city: expected a string, got 8010",
  ]);
  expect(lines({}, { anything: [1] })).toEqual([]);
  expect(lines({}, ["no object"])).toEqual([]);
});

test("what is for the host's functions only reaches neither scripts nor their types", () => {
  const texts = { type: "object", "x-host-only": true };
  const schema = { ...object({ texts, limit: { type: "integer" } }), required: ["texts", "limit"] };
  expect(scriptSettings(schema, { texts: { en: {} }, limit: 3 })).toEqual({ limit: 3 });
  expect(scriptSettingsSchema(schema)).toEqual({
    ...object({ limit: { type: "integer" } }),
    required: ["limit"],
  });
  expect(lines(schema, { limit: 3 })).toEqual(["settings.texts: is missing; expected an object"]);
  expect(scriptSettings({}, { texts: 1 })).toEqual({ texts: 1 });
});

describe("a schema that cannot be used is refused with its path", () => {
  test.each<[schema: unknown, message: RegExp]>([
    [[], /^settingsSchema: expected a JSON Schema object/],
    [{ type: "string" }, /settingsSchema#\/type: settings are an object/],
    [object({ a: { not: {} } }), /settingsSchema#\/properties\/a\/not: `not` is not supported/],
    [object({ a: { $ref: "#/$defs/Gone" } }), /no type "Gone"/],
    [{ type: "object", $defs: [] }, /\$defs: expected an object/],
    [{ type: "object", $defs: { A: { $ref: "#/$defs/A" } } }, /refers to itself/],
    [
      object(
        Object.fromEntries(
          Array.from({ length: 4_000 }, (_, index) => [`property${index}`, { type: "string" }]),
        ),
      ),
      /too large/,
    ],
    [
      JSON.parse(`${'{"type":"object","properties":{"a":'.repeat(40)}{}${"}}".repeat(40)}`),
      /nested deeper than 32/,
    ],
  ])("%#", (schema, message) => {
    expect(
      checkSettingsSchema(schema)
        .map((issue) => `${issue.path}: ${issue.message}`)
        .join("\n"),
    ).toMatch(message);
  });

  test("settings themselves are bounded", () => {
    expect(lines({ type: "object" }, { text: "x".repeat(70_000) })).toEqual([
      expect.stringMatching(/^settings: is too large: 70011 characters/),
    ]);
  });
});

describe("regular expressions of a realm cannot run away", () => {
  const check = (pattern: string, maxLength: number | undefined = 100) =>
    lines(object({ a: { type: "string", pattern, ...(maxLength ? { maxLength } : {}) } })).join("\n");

  test.each([
    "^[a-z]+$",
    "^\\d{4}-\\d{2}$",
    "^(dev|live)-[a-z]*$",
    "^[^@\\s]+@[^@\\s]+$",
    "^(a?)b$",
    "^[()*+]+$",
    "^x(?:yz)$",
  ])("%s is fine", (pattern) => {
    expect(check(pattern)).toBe("");
  });
  test.each([
    "^(a+)+$",
    "(a*)*",
    "(a|a)*b",
    "(a|b|ab)+c",
    "^(\\w+\\s?)*$",
    "(?=a)b",
    "(a)\\1",
    "a*b*c*d*",
    "((a)*)+",
    "(?:a+){2,}",
    "(a?){50}",
    "x".repeat(300),
  ])("%s is refused", (pattern) => {
    expect(check(pattern)).toMatch(/pattern: /);
  });
  test("and only see short texts", () => {
    expect(check("^a+$", 0)).toMatch(/needs `maxLength` of at most 256/);
    expect(lines({ type: "object", patternProperties: { "a+b+": {} } }).join()).toMatch(/must not repeat/);
  });

  /** In processor time, the least of two: `(a|a)` 24 times took a second and twice as long for each more, `a*a*a*b` 0.4 s for each text. */
  test.each<[what: string, schema: JsonSchema, settings: (n: number) => Json]>([
    [
      "optional letters",
      object({ a: { type: "string", maxLength: 256, pattern: `^${"a?".repeat(60)}${"a".repeat(60)}$` } }),
      (n) => ({ a: "a".repeat(n / 40) }),
    ],
    [
      "alternatives in a row",
      object({ a: { type: "string", maxLength: 256, pattern: `^${"(a|a)".repeat(35)}b` } }),
      (n) => ({ a: "a".repeat(n / 20) }),
    ],
    [
      "many texts",
      object({ a: { type: "array", items: { type: "string", maxLength: 256, pattern: "a*a*a*b" } } }),
      (n) => ({ a: Array.from({ length: n / 20 }, () => "a".repeat(240)) }),
    ],
    [
      "names that match patterns",
      {
        type: "object",
        patternProperties: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`[a${i}]x`, {}])),
      },
      (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${"a".repeat(9)}${i}`, 1])),
    ],
    [
      "long lists of allowed values",
      object({ a: { type: "array", items: { enum: Array.from({ length: 4_000 }, (_, i) => i) } } }),
      (n) => ({ a: Array.from({ length: 4 * n }, () => 3_999) }),
    ],
    [
      "items that must differ",
      object({ a: { type: "array", uniqueItems: true } }),
      (n) => ({ a: Array.from({ length: 4 * n }, (_, i) => [i]) }),
    ],
    [
      "unknown names",
      object(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`name${i}`, {}]))),
      (n) => Object.fromEntries(Array.from({ length: 2 * n }, (_, i) => [`nam${i}x`, 1])),
    ],
  ])("%s end at n and at 2 n", (_what, schema, settings) => {
    expect(checkSettingsSchema(schema)).toEqual([]);
    const spent = (n: number) => {
      const value = settings(n);
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 2; i++) {
        const started = process.cpuUsage();
        validateSettings(schema, value);
        const { user, system } = process.cpuUsage(started);
        least = Math.min(least, (user + system) / 1_000);
      }
      return least;
    };
    const [once, twice] = [spent(1_000), spent(2_000)];
    expect(
      [once, twice].every((ms) => ms < 500),
      `${once} and ${twice} ms`,
    ).toBe(true);
  });

  test("what is too much work is said", () => {
    const text = { type: "string", maxLength: 256, pattern: "^[ab1]{0,200}x?[ab1]{0,200}$" };
    const value = { a: Array.from({ length: 240 }, () => "ab1".repeat(80)) };
    expect(lines(object({ a: { type: "array", items: text } }), value).join("\n")).toMatch(
      /settings\.a\[\d+\]: is too large to check against this schema; send less/,
    );
  });

  test("what passes answers quickly, whatever the text", () => {
    const part = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      ".",
      "a*",
      "b+",
      "[ab]*",
      "(a|b)",
      "(ab)",
      ".{0,9}",
      "a?",
      "(a?b)",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom("a", "ab", "b", "aab"), (parts, unit) => {
        const schema = object({ a: { type: "string", pattern: `^${parts.join("")}$`, maxLength: 256 } });
        if (checkSettingsSchema(schema).length > 0) return;
        const started = process.cpuUsage();
        validateSettings(schema, { a: `${unit.repeat(256).slice(0, 255)}!` });
        expect(process.cpuUsage(started).user / 1_000).toBeLessThan(20_000);
      }),
      { numRuns: 300 },
    );
  });
});
