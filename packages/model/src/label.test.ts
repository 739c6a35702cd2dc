import fc from "fast-check";
import { expect, test } from "vitest";
import { label, note, optionalLabel, prose } from "./label.ts";

const ok = (schema: ReturnType<typeof label>, text: string) => schema.safeParse(text).success;

test.each([
  ["nothing", ""],
  ["spaces", "   "],
  ["no-break spaces", "\u00a0\u2003"],
  ["a joiner alone", "\u200d"],
  ["NUL", "a\u0000b"],
  ["a line break", "a\nb"],
  ["an ANSI escape", "\u001b[31mred"],
  ["a C1 control", "a\u0085b"],
  ["text that reads backwards", "invoice\u202etxt.exe"],
  ["an isolate", "a\u2066b"],
  ["a mark of direction", "a\u200eb"],
  ["a space without width", "a\u200bb"],
  ["a line separator", "a\u2028b"],
  ["a paragraph separator", "a\u2029b"],
  ["half of a surrogate pair", "a\ud83db"],
  ["the other half", "\udc00"],
  ["a byte order mark", "a\ufeffb"],
  ["a filler", "\u3164"],
  ["too much", "x".repeat(81)],
])("%s is no label", (_, text) => {
  expect(ok(label(80), text)).toBe(false);
});

test.each([
  "Maria, as every day",
  "👩‍💻 team",
  "🏴\u{e0067}\u{e0062}\u{e007f}",
  "Ünïcödé",
  "日本語",
  "עברית",
  "می‌خواهم",
  "—",
  "7",
  "e\u0301",
])("%j is a label", (text) => {
  expect(label(80).parse(`  ${text} `)).toBe(text);
});

test("a text of several lines may have those, and nothing else that does not show; a note has something to see", () => {
  expect(prose(80).parse("a\r\n\tb")).toBe("a\r\n\tb");
  expect([ok(prose(80), "a\u202eb"), ok(prose(80), "a\u0000"), ok(prose(80), "")]).toEqual([
    false,
    false,
    true,
  ]);
  expect([ok(note(80), " \n "), ok(note(80), "why\nthat")]).toEqual([false, true]);
  expect([ok(optionalLabel(80), ""), ok(optionalLabel(80), "a\nb")]).toEqual([true, false]);
});

test("the refusal names the character and what to do", () => {
  expect(label(80).safeParse("a\u202eb").error!.issues[0]!.message).toBe(
    "has a character that does not show (U+202E): remove it",
  );
});

test("what passes is stored as it shows: trimming it again changes nothing, and it is well-formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 10 }), (text) => {
      const parsed = label(80).safeParse(text);
      if (!parsed.success) return;
      expect(label(80).parse(parsed.data)).toBe(parsed.data);
      expect(encodeURIComponent(parsed.data)).not.toBe("");
    }),
    { numRuns: 1_000 },
  );
});
