import fc from "fast-check";
import { expect, test } from "vitest";
import { createScrubber } from "./scrubber.ts";

test("secrets are replaced wherever they stand, one within another with it", () => {
  const { text, json } = createScrubber(new Set(["s3cret", "s3cret-longer", "longer!", "äöüß"]));
  expect(text("a s3cret, s3crets3cret and äöüß")).toBe("a [masked], [masked][masked] and [masked]");
  expect(text("x s3cret-longer! y")).toBe("x [masked] y");
  expect(text("s3cre")).toBe("s3cre");
  expect(json({ "key s3cret": ["s3cret", 1, null, { deep: "a s3cret" }] })).toEqual({
    "key [masked]": ["[masked]", 1, null, { deep: "a [masked]" }],
  });
});

test("whatever the texts: exactly the characters of secrets are gone", () => {
  const unit = fc.constantFrom("a", "b", "c");
  const word = fc.array(unit, { minLength: 4, maxLength: 9 }).map((units) => units.join(""));
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 12 }),
      fc.array(unit, { maxLength: 80 }),
      (all, units) => {
        const value = units.join("");
        const secret = Array.from(value, () => false);
        for (const one of all)
          for (let at = value.indexOf(one); at >= 0; at = value.indexOf(one, at + 1))
            secret.fill(true, at, at + one.length);
        const expected = units.filter((_, at) => !secret[at]).join("");
        expect(createScrubber(new Set(all)).text(value).replaceAll("[masked]", "")).toBe(expected);
      },
    ),
  );
});

test.each([
  ["many secrets in many texts", (n: number) => `value number ${n} of many`, (n: number) => `some text ${n}`],
  ["all begin alike", (n: number) => `${"a".repeat(40)}${n}`, (n: number) => `${"a".repeat(80)}b${n}`],
  [
    "each is longer than the one before",
    (n: number) => `${"a".repeat(4 + (n % 300))}b${n}`,
    () => "a".repeat(400),
  ],
])("%s: time grows with the texts", (_name, secretOf, textOf) => {
  const spent = (n: number) => {
    const secrets = new Set(Array.from({ length: n }, (_, i) => secretOf(i)));
    const texts = Array.from({ length: n }, (_, i) => textOf(i));
    const before = process.cpuUsage();
    const { json } = createScrubber(secrets);
    json(texts);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  spent(1_000);
  const [few, many] = [spent(1_000), spent(8_000)];
  // By the square it is 64 times.
  expect(many, `${few} and ${many} ms`).toBeLessThan(20 * few + 120);
});

test("where they cannot all be compared, the text is masked whole", () => {
  const secrets = new Set(Array.from({ length: 50 }, (_, n) => `${"a".repeat(4 + n)}b`));
  const { text } = createScrubber(secrets, 1_000);
  expect(text("aaaab")).toBe("[masked]");
  expect(text(`${"a".repeat(200)}c`)).toBe("[masked]");
});
