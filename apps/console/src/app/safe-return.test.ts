import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturn } from "./safe-return.ts";

test("after signing in one comes back to this console only", () => {
  expect(safeReturn("/r/acme/errors?open=erg_1")).toBe("/r/acme/errors?open=erg_1");
  for (const away of [
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/.\\/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "",
    12,
    null,
  ])
    expect(safeReturn(away)).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const to = safeReturn(text);
      if (to !== undefined) expect(new URL(to, "http://console.test").origin).toBe("http://console.test");
    }),
  );
  // What browsers drop from addresses must not turn one slash into two.
  fc.assert(
    fc.property(fc.array(fc.constantFrom("/", "\\", "\t", "\n", "\r", " ", "a", ".", "@", ":")), (signs) => {
      const to = safeReturn(signs.join(""));
      if (to !== undefined) expect(new URL(to, "http://console.test").origin).toBe("http://console.test");
    }),
  );
});
