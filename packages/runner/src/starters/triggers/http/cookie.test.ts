import { expect, test } from "vitest";
import { fencedCookie, hooksPath } from "./cookie.ts";

test.each([
  ["", "/hooks/acme"],
  ["https://hooks.example", "/hooks/acme"],
  ["/admin/scripts", "/admin/scripts/hooks/acme"],
  ["https://hooks.example/admin/scripts", "/admin/scripts/hooks/acme"],
])("behind “%s” a cookie is for %s, and for nothing of whoever has the rest of the origin", (url, path) => {
  const fence = hooksPath(url, "acme");
  expect(fence).toBe(path);
  expect(fencedCookie("theme=dark; Path=/", fence, undefined)).toBe(`theme=dark; Path=${path}`);
});
