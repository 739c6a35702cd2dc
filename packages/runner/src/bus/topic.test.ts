import fc from "fast-check";
import { expect, test } from "vitest";
import { topicMatches, topicPatternSchema } from "./topic.ts";

const word = fc.constantFrom("a", "b", "orders", "x-1", "_");
const topic = fc.array(word, { minLength: 1, maxLength: 5 });
const pattern = fc
  .tuple(fc.array(fc.oneof(word, fc.constant("*")), { maxLength: 4 }), fc.boolean())
  .filter(([words, rest]) => words.length > 0 || rest)
  .map(([words, rest]) => (rest ? [...words, ">"] : words));

test("a pattern hears exactly the topics that its regular expression finds", () => {
  fc.assert(
    fc.property(pattern, topic, (wanted, words) => {
      const source = wanted.map((one) => (one === "*" ? "[^.]+" : one === ">" ? ".+" : one)).join("\\.");
      const expected = new RegExp(`^${source}$`).test(words.join("."));
      expect(topicMatches(wanted.join("."), words.join("."))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("every topic hears itself, and is a valid pattern", () => {
  fc.assert(
    fc.property(topic, (words) => {
      expect(topicMatches(words.join("."), words.join("."))).toBe(true);
      expect(topicPatternSchema.safeParse(words.join(".")).success).toBe(true);
    }),
  );
});

test.each([
  ["orders.*", "orders.created", true],
  ["orders.*", "orders.eu.created", false],
  ["orders.*", "orders", false],
  ["orders.>", "orders.eu.created", true],
  ["orders.>", "orders", false],
  [">", "orders", true],
  ["*.created", "orders.created", true],
])("%s and %s: %s", (wanted, words, heard) => {
  expect(topicMatches(wanted, words)).toBe(heard);
});

test.each([
  "",
  ".",
  "orders.",
  "orders..x",
  ">.x",
  "or*ders",
  "orders.>>",
  "ö",
  "a b",
  Array(17).fill("a").join("."),
])("%j is no pattern", (text) => {
  expect(topicPatternSchema.safeParse(text).success).toBe(false);
});
