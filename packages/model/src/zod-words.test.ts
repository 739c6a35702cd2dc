import { expect, test } from "vitest";
import { z } from "zod";
import { zodWords } from "./zod-words.ts";

test.each([
  [z.string(), undefined, "is missing"],
  [z.string(), 3, "must be a text"],
  [z.int(), 1.5, "must be a whole number"],
  [z.int().max(20), 21, "must be 20 at most"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().max(3), "four", "must be 3 characters at most"],
  [z.array(z.string()).max(1), ["a", "b"], "must be 1 entry at most"],
  [z.enum(["a", "b"]), "c", 'must be "a" or "b"'],
  [z.email(), "ada", "must be an e-mail address such as ada@example.org"],
  [z.string().max(1, "one letter, please"), "ab", "one letter, please"],
])("%# says %j in our words", (schema, value, words) => {
  const issue = schema.safeParse(value).error?.issues[0];
  expect(issue && zodWords(issue)).toBe(words);
});
