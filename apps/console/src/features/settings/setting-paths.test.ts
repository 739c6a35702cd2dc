import { expect, test } from "vitest";
import { settingPaths } from "./setting-paths.ts";

test("settings by their paths, parents first; what is no schema has none", () => {
  const schema = {
    properties: {
      risk: { type: "object", properties: { challengeAt: { type: "number" }, ranges: { items: {} } } },
      minimumAge: { type: "integer" },
    },
  };
  expect(settingPaths(schema)).toEqual([
    ["risk"],
    ["risk", "challengeAt"],
    ["risk", "ranges"],
    ["minimumAge"],
  ]);
  expect([settingPaths({}), settingPaths(null), settingPaths({ properties: [] })]).toEqual([[], [], []]);
});
