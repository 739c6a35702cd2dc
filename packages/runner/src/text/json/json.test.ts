import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { jsonBounds, measureJson } from "./measure.ts";
import { parseJson } from "./parse-json.ts";

/** Counted the slow way, over what `JSON.parse` made of it. */
function counted(
  value: unknown,
  names = new Set<string>(),
): { levels: number; values: number; names: number } {
  if (typeof value !== "object" || value === null) return { levels: 0, values: 1, names: names.size };
  if (!Array.isArray(value)) for (const key of Object.keys(value)) names.add(key);
  const inside = Object.values(value).map((one) => counted(one, names));
  return {
    levels: 1 + Math.max(0, ...inside.map((one) => one.levels)),
    values: 1 + inside.reduce((sum, one) => sum + one.values, 0),
    names: names.size,
  };
}

const hostileText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("\\", '"', "[", "]", "{", "}", ",", ":", " ", "\n", "é", "\ud800") }),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false, 0, -1.5e-7, 1e21),
    hostileText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(hostileText, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("what it counts is what JSON.parse makes, however it is spaced", () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 1, "\t", "\r\n "), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      // Of a few names hardly any two share a slot of thousands; a name too many in the test would be a chance of 1e-4.
      const { names, ...exact } = measureJson(Buffer.from(text), "It");
      const { names: different, ...expected } = counted(JSON.parse(text));
      expect(exact).toEqual(expected);
      expect(names).toBeGreaterThanOrEqual(different - 1);
      expect(names).toBeLessThanOrEqual(different);
    }),
    { numRuns: 1_000 },
  );
});

test("it reads whatever it is given, JSON or not, and parses what JSON.parse parses", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), hostileText), (text) => {
      const bytes = Buffer.from(text);
      measureJson(bytes, "It");
      if (text.includes("__proto__")) return;
      let expected: { value: unknown } | null = null;
      try {
        expected = { value: JSON.parse(bytes.toString()) };
      } catch {}
      if (expected) expect(parseJson(bytes, "It")).toEqual(expected.value);
      else expect(() => parseJson(bytes, "It")).toThrow(/^It is not valid JSON/);
    }),
    { numRuns: 1_000 },
  );
});

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const fields = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`field ${n}`, n])));

test.each([
  ["nesting", nested(jsonBounds.levels + 1), "bad_request", "nests deeper than 100 levels"],
  ["nesting that does not end", "[".repeat(500_000), "bad_request", "nests deeper than 100 levels"],
  ["values", `[${"1,".repeat(jsonBounds.values)}1]`, "too_large", "more than 100000 values"],
  ["empty lists", `[${"[],".repeat(jsonBounds.values)}1]`, "too_large", "more than 100000 values"],
  ["names", fields(jsonBounds.names * 2), "too_large", "more than 10000 different names"],
])("too much %s is refused before it is parsed", (_, text, code, message) => {
  const parse = vi.spyOn(JSON, "parse");
  try {
    expect(() => parseJson(Buffer.from(text), "The body")).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
    expect(parse).not.toHaveBeenCalled();
  } finally {
    parse.mockRestore();
  }
});

test("what products send passes: 10 000 records, a map of thousands, brackets in a text", () => {
  const records = Array.from({ length: 10_000 }, (_, id) => ({
    id,
    name: `n${id}`,
    at: 1.5,
    tags: ["a", "b"],
  }));
  for (const value of [records, JSON.parse(fields(9_000)), ["[{".repeat(200_000)], JSON.parse(nested(100))])
    expect(parseJson(Buffer.from(JSON.stringify(value)), "The body")).toEqual(value);
});

test.each(['{"__proto__":1}', '[[{"a":{"\\u005f_proto__":1}}]]', '{"\\u005F\\u005fproto__":{}}'])(
  "%s is refused",
  (text) => {
    expect(() => parseJson(Buffer.from(text), "The body")).toThrow('The body has a key "__proto__"');
  },
);

test("a text that tells of __proto__ is a text", () => {
  expect(parseJson(Buffer.from('["__proto__"]'), "The body")).toEqual(["__proto__"]);
});
