import fc from "fast-check";
import { expect, test } from "vitest";
import { callAtCursor } from "./call-at-cursor.ts";

const known = new Set(["flow.set", "log.info", "random", "hash.sha256", "form.fail"]);
/** `|` marks the cursor. */
const at = (text: string) => callAtCursor(text.replace("|", ""), text.indexOf("|") + 1, known);

test("in the name, behind it, and anywhere in its arguments", () => {
  expect(at("fl|ow.set('a', 1)")).toBe("flow.set");
  expect(at("  flow.set|('a', 1)")).toBe("flow.set");
  expect(at("flow.set('a', | 1)")).toBe("flow.set");
  expect(at("flow.set('a', 1)|")).toBeNull();
  expect(at("const x = random|()")).toBe("random");
});

test("the innermost call wins", () => {
  expect(at("flow.set('k', hash.sha256(u|ser))")).toBe("hash.sha256");
  expect(at("flow.set('k', hash.sha256(user), | 1)")).toBe("flow.set");
});

test("other names are nothing", () => {
  expect(at("my.thing(|)")).toBeNull();
  expect(at("flow|")).toBeNull();
  expect(at("|")).toBeNull();
});

test("whatever the line, what is found is known and stands before the cursor", () => {
  const piece = fc.constantFrom("flow.set", "random", "hash.sha256", "(", ")", ",", " ", "'a'", ".", "x");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(80), (pieces, at) => {
      const line = pieces.join("");
      const column = Math.min(at, line.length) + 1;
      const found = callAtCursor(line, column, known);
      if (found === null) return;
      expect(known.has(found)).toBe(true);
      expect(line.indexOf(found)).toBeLessThan(column);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["one name", "a".repeat(100_000)],
  ["names in names", ".a".repeat(50_000)],
  ["calls in calls", "flow.set(".repeat(12_000)],
  ["gaps", `a${" ".repeat(100_000)}`],
])("a line of a hundred thousand characters costs a move no time: %s", (_what, line) => {
  const before = process.cpuUsage();
  for (const column of [1, 1_000, 50_000, line.length]) callAtCursor(line, column, known);
  const { user, system } = process.cpuUsage(before);
  // It was minutes.
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

test("a call is found far right in a long line, and a name that is cut is none", () => {
  const line = `${"x".repeat(50_000)}; flow.set(1, 2)`;
  expect(callAtCursor(line, line.length, known)).toBe("flow.set");
  const cut = `${"x".repeat(60)}flow.set(${" ".repeat(1_991)}`;
  expect(callAtCursor(cut, cut.length + 1, known)).toBeNull();
});
