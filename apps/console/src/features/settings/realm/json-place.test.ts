import { expect, test } from "vitest";
import { placeInJson } from "./json-place.ts";

const text = `{
  "risk": { "challengeAt": 40, "list": [1, { "a": true }] },
  "a.b": "x \\" }",
  "last": null
}`;

/** The piece of the text that is marked. */
function marked(path: string, of = text): string | null {
  const place = placeInJson(of, path);
  if (place === null) return null;
  const lines = of.split("\n").slice(place.line - 1, place.endLine);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, place.endColumn - 1);
  lines[0] = lines[0]!.slice(place.column - 1);
  return lines.join("\n");
}

test.each([
  ["risk.challengeAt", '"challengeAt": 40'],
  ["risk.list.1.a", '"a": true'],
  ["risk.list.0", "1"],
  ["a.b", '"a.b": "x \\" }"'],
  ["last", '"last": null'],
  ["risk", '"risk": { "challengeAt": 40, "list": [1, { "a": true }] }'],
])("%s is found", (path, piece) => expect(marked(path)).toBe(piece));

test("what is missing is marked where it belongs", () => {
  expect(marked("risk.blockAt")).toBe("{");
  expect(marked("risk.list.9")).toBe("[");
  expect(marked("")).toBe(text);
});

test("a text that is no JSON has no places", () => {
  for (const broken of ["", "{", '{"a"', '{"a": }', '{"a": "x', "[1 2]"])
    expect(marked("b.c", broken)).toBeNull();
});

test("a long text takes time in proportion", () => {
  const long = (n: number) => `{${Array.from({ length: n }, (_, i) => `"k${i}": [${i}, "x"]`).join(",")}}`;
  const took = (n: number) => {
    const value = long(n);
    const begun = performance.now();
    for (let i = 0; i < 5; i++) placeInJson(value, `k${n - 1}.0`);
    return performance.now() - begun;
  };
  took(2_000);
  expect(took(16_000)).toBeLessThan(Math.max(40, 16 * took(4_000)));
});
