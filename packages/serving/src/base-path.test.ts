import fc from "fast-check";
import { expect, test } from "vitest";
import { belowBase, isBelow, outside, parseBasePath } from "./base-path.ts";

const strip = (url: string) => belowBase("/admin/scripts")({ url });

test.each([
  ["/admin/scripts", "/"],
  ["/admin/scripts/", "/"],
  ["/admin/scripts?to=x", "/?to=x"],
  ["/admin/scripts/f/acme/login?k=1", "/f/acme/login?k=1"],
  ["/admin/scripts/admin/scripts/", "/admin/scripts/"],
  ["/healthz", "/healthz"],
  ["/metrics?x", "/metrics?x"],
  ["/", outside],
  ["/admin", outside],
  ["/admin/scriptsx", outside],
  ["/ADMIN/scripts/", outside],
  ["/admin%2Fscripts/", outside],
  ["/api/v1/realms", outside],
])("%s is %s below /admin/scripts", (url, found) => {
  expect(strip(url)).toBe(found);
});

test("without a base path addresses stay as they are", () => {
  fc.assert(
    fc.property(fc.webPath(), (url) => {
      expect(belowBase("")({ url })).toBe(url);
    }),
  );
});

test("what is below a path is stripped of it once, and of nothing else", () => {
  fc.assert(
    fc.property(fc.webPath(), (rest) => {
      const url = `/x/y/${rest}`;
      expect(isBelow("/x/y", url)).toBe(true);
      expect(belowBase("/x/y")({ url })).toBe(`/${rest}`);
    }),
  );
});

test("a base path is written with or without its last slash, in letters that mean nothing elsewhere", () => {
  expect(["", "/", "/a", "/a/", "/admin/scripts/", "/a-b/c_d~e.f"].map(parseBasePath)).toEqual([
    "",
    "",
    "/a",
    "/a",
    "/admin/scripts",
    "/a-b/c_d~e.f",
  ]);
  for (const wrong of [
    "a",
    "//",
    "//evil",
    "/a//b",
    "/a b",
    "/..",
    "/a/../b",
    "/a;b",
    "/a?b",
    "/a\r\nb",
    '/"',
  ])
    expect(parseBasePath(wrong), wrong).toBeNull();
  expect(parseBasePath(`/${"a".repeat(70)}`)).toBeNull();
});
