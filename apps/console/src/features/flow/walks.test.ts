import { afterEach, expect, test } from "vitest";
import { rememberedWalk, rememberWalk } from "./walks.ts";

afterEach(() => sessionStorage.clear());

const walk = (n: number) => ({ sessionId: `fls_${n}`, url: `/f/acme/login/s/fls_${n}?k=once`, steps: [] });

test("a walk is found again without its ticket, which opens the page once", () => {
  rememberWalk(walk(1));
  expect(rememberedWalk("fls_1")).toEqual({ ...walk(1), url: "/f/acme/login/s/fls_1" });
  expect(rememberedWalk("fls_2")).toBeNull();
  expect(rememberedWalk(undefined)).toBeNull();
});

test("a tab keeps its newest five", () => {
  for (let n = 1; n <= 7; n++) rememberWalk(walk(n));
  expect([1, 2, 3, 7].map((n) => rememberedWalk(`fls_${n}`) !== null)).toEqual([false, false, true, true]);
});

test.each([
  "not JSON",
  "{}",
  '[{"sessionId":"fls_1"}]',
  '[{"sessionId":"fls_1","url":"https://else.where/","steps":[]}]',
])("what storage holds from elsewhere is no walk: %s", (stored) => {
  sessionStorage.setItem("scriptyard-walks", stored);
  expect(rememberedWalk("fls_1")).toBeNull();
});
