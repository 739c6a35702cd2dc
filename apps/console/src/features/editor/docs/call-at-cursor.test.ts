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
