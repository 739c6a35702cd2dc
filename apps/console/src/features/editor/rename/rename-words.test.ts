import { expect, test } from "vitest";
import { listedNames, notDone } from "./rename-words.ts";

test("who changed which draft: a member by name, oneself as such, and what no member saved", () => {
  const changed = [
    { specifier: "login/a", by: { kind: "member", name: "Artur" } as const },
    { specifier: "login/b", by: { kind: "you" } as const },
    { specifier: "login/c", by: { kind: "nobody" } as const },
    { specifier: "login/d", by: { kind: "you" } as const },
  ];
  expect(notDone({ ok: false, changed, joined: [] })).toBe(
    "Artur, you and a token or the product changed login/a, login/b, login/c and login/d",
  );
  expect(notDone({ ok: false, changed: changed.slice(1, 2), joined: ["login/e"] })).toBe(
    "You changed login/b; login/e came to use the name",
  );
});

test("more than five names are counted", () => {
  expect(listedNames(["a", "b", "c", "d", "e", "f"])).toBe("a, b, c, d and 2 others");
});
