import { expect, test } from "vitest";
import { isNamed, isSelected, requireMeaning } from "./selection.ts";
import type { MovedRealm } from "./types.ts";

const only = (count: number) => Array.from({ length: count }, (_, number) => `flows/f${number}`);

test.each([
  ["scripts/login/terms", "scripts/login/terms", true],
  ["scripts/login/terms", "scripts/login", true],
  ["scripts/login/terms", "scripts", true],
  ["scripts/login/terms", "scripts/log", false],
  ["scripts/login", "scripts/login/terms", false],
  ["settings", "settings", true],
  ["settings", "", false],
])("%s by the name “%s”: %s", (key, name, named) => {
  expect(isNamed(key, [name])).toBe(named);
  expect(isSelected(key, { only: [name] })).toBe(named);
  expect(isSelected(key, { except: [name] })).toBe(!named);
});

test("as many names and things as there may be are compared in no time", () => {
  const [names, keys] = [only(1_000), only(12_000)];
  const flows = keys.map((key) => ({ name: key.slice("flows/".length) })) as MovedRealm["flows"];
  const moved = { scripts: [], flows, triggers: [], settings: null, policy: null };
  const from = performance.now();
  requireMeaning(moved as unknown as MovedRealm, { only: names });
  expect(keys.filter((key) => isSelected(key, { only: names, except: ["scripts"] }))).toEqual(names);
  expect(performance.now() - from).toBeLessThan(1_000);
});
