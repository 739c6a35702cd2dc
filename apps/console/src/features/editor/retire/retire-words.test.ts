import { expect, test } from "vitest";
import { breaks, retireWords, standInOf } from "./retire-words.ts";

const layer = (of: "version" | "file" | "default", over: object = {}) =>
  ({ layer: of, present: true, valid: true, keeps: null, ...over }) as never;

test("a valid file stands in before the default, and so does one whose last valid text goes on", () => {
  expect(standInOf([layer("version"), layer("file"), layer("default")])).toBe("file");
  expect(standInOf([layer("version"), layer("file", { valid: false }), layer("default")])).toBe("default");
  expect(standInOf([layer("version"), layer("file", { valid: false, keeps: "ab" })])).toBe("file");
  expect(standInOf([layer("version"), layer("file", { present: false, valid: null })])).toBeNull();
});

test("others are hit only where nothing stands in for it", () => {
  const used = { uses: [{ kind: "flow", flow: "login", title: "" }], more: 0 } as never;
  expect(breaks({ standsIn: null, users: used })).toBe(true);
  expect(breaks({ standsIn: null, users: { uses: [], more: 2 } })).toBe(true);
  expect(breaks({ standsIn: null, users: { uses: [], more: 0 } })).toBe(false);
  expect(breaks({ standsIn: "default", users: used })).toBe(false);
  expect(breaks({ standsIn: undefined, users: used })).toBe(false);
});

test("the words say what runs in its place, and what goes on", () => {
  expect(retireWords({ live: 3, standsIn: "default", isLibrary: false })).toBe(
    "v3 is taken away at once. The default that the host ships runs in its place. Versions, draft and samples stay, and a roll-back makes one live again. Flow sessions under way finish on the version they began with.",
  );
  expect(retireWords({ live: 3, standsIn: null, isLibrary: true })).toContain(
    "No version is live then. Versions, draft and samples stay, and a roll-back makes one live again. Scripts that were published with it keep their version of it.",
  );
});
