import fc from "fast-check";
import { expect, test } from "vitest";
import { requireUtf8Escapes, utf8Text } from "./utf8.ts";

const refused = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("bytes are read as they are, or refused; never changed", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (raw) => {
      const bytes = Buffer.from(raw);
      const code = refused(() => utf8Text(bytes, "The body"));
      if (code === null) expect(Buffer.from(utf8Text(bytes, "The body"))).toEqual(bytes);
      else expect(Buffer.from(bytes.toString("utf8"))).not.toEqual(bytes);
    }),
    { numRuns: 2_000 },
  );
});

test("every text that is escaped as browsers do it passes, and reads as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
      const escaped = new URLSearchParams({ a: text }).toString();
      expect(refused(() => requireUtf8Escapes(escaped, "The query"))).toBeNull();
      expect(new URLSearchParams(escaped).get("a")).toBe(text);
    }),
  );
});

test.each(["a=%FF", "a=%c3", "a=%ed%a0%80", "a=x%E2%82y", "a=\u00ff"])("%j is refused", (text) => {
  expect(refused(() => requireUtf8Escapes(text, "The query"))).toBe("bad_request");
});

test.each(["a=%", "a=%zz", "a=100%", "a=%C3%B6", "%EF%BB%BF"])(
  "%j passes: nothing of it is changed",
  (text) => {
    expect(refused(() => requireUtf8Escapes(text, "The query"))).toBeNull();
  },
);

test("many runs of escapes are refused exactly where one of them is no UTF-8", () => {
  const run = fc
    .array(fc.uint8Array({ minLength: 1, maxLength: 4 }), { maxLength: 4 })
    .map((parts) =>
      parts.map((bytes) => bytes.reduce((text, byte) => `${text}%${byte.toString(16).padStart(2, "0")}`, "")),
    );
  fc.assert(
    fc.property(run, fc.constantFrom("&", "a", "=", "%", "%4", "zz"), (parts, between) => {
      const each = parts.map((part) => refused(() => requireUtf8Escapes(part, "It")));
      const all = refused(() => requireUtf8Escapes(parts.join(`x${between}x`), "It"));
      expect(all).toBe(each.find((code) => code !== null) ?? null);
    }),
    { numRuns: 1_000 },
  );
});

test("its time grows with the text, not faster", () => {
  // Escapes of half a megabyte: quadratic matching would take minutes.
  const text = "%C3%B6".repeat(80_000);
  expect(refused(() => requireUtf8Escapes(text, "The query"))).toBeNull();
});
