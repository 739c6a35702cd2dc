import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearPattern } from "./linear-pattern.ts";

const budget = () => ({ steps: 1_000_000 });

describe("it says what JavaScript's own engine says", () => {
  const atoms =
    "a b . [ab] [^a] [\\]a] \\d \\w \\S \\. \\u0061 \\x62 é 💥 \\u{1f4a5} \\ud83d\\udca5 \\p{L} ^ $ \\b \\B (?:) - \\cA \\0";
  const atom = fc.constantFrom(...atoms.split(" "));
  const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    part: fc.oneof(
      { depthSize: "small" },
      atom,
      fc
        .tuple(
          fc.constantFrom("(", "(?:"),
          tie("pattern"),
          fc.constantFrom(")", ")*", ")+?", ")?", "){0,2}", "){2}", "){1,}"),
        )
        .map((parts) => parts.join("")),
      fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
      fc
        .tuple(fc.constantFrom("a", "[ab]", "."), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "*?"))
        .map((parts) => parts.join("")),
    ),
    pattern: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
  }));
  const text = fc
    .array(fc.constantFrom("a", "b", "-", "1", "é", "💥", "\ud83d", "\n", "\u0001", "\0", "]", "."), {
      maxLength: 8,
    })
    .map((parts) => parts.join(""));

  test("any pattern, any text", () => {
    let compared = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
        const own = linearPattern(source);
        if (own === null) return;
        for (const each of texts) {
          compared++;
          expect(own(each, budget()), `${source} on ${JSON.stringify(each)}`).toBe(
            new RegExp(source, "u").test(each),
          );
        }
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });
});

test.each([
  ["a?".repeat(60) + "a".repeat(60), "a".repeat(59)],
  [`^${"(a|a)".repeat(60)}b`, "a".repeat(200)],
  ["a*a*a*b", "a".repeat(256)],
  ["(a+)+$", `${"a".repeat(255)}b`],
])("%s takes steps by the length of the text", (source, text) => {
  const steps = (times: number) => {
    const left = budget();
    expect(linearPattern(source)!(`${text.repeat(times)}!`, left)).not.toBeNull();
    return 1_000_000 - left.steps;
  };
  const [once, twice] = [steps(4), steps(8)];
  expect(twice).toBeLessThan(2.2 * once);
});

test("a budget ends it", () => {
  expect(linearPattern("a*b")!("a".repeat(200), { steps: 100 })).toBeNull();
});

test.each(["(?=a)b", "(a)\\1", "(?<n>a)", "(?<=a)b", "a{3000}", "((a{50}){50}){50}", "(?i:a)"])(
  "%s is not for it",
  (source) => {
    expect(linearPattern(source)).toBeNull();
  },
);

test("a group without characters may repeat as often as it likes", () => {
  expect(linearPattern("^(){99999999}$")!("", budget())).toBe(true);
});
