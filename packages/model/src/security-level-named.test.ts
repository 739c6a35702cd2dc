import { expect, test } from "vitest";
import { builtInLevels, type LevelDefinition } from "./security-level.ts";
import { grants, type HostCapabilities } from "./security-level-effective.ts";

const host: HostCapabilities = {
  always: [],
  all: ["flow", "secrets.value"],
  named: ["secrets.value"],
  of: () => ["flow", "secrets.value"],
};

test("what a level has only by its name comes neither with its base nor with everything", () => {
  const has = (change: Partial<LevelDefinition>) =>
    grants({ ...builtInLevels.development, ...change }, "secrets.value", host);
  expect(has({})).toBe(false);
  expect(has({ capabilities: "host" })).toBe(false);
  expect(has({ grant: ["secrets.value"] })).toBe(true);
  expect(has({ capabilities: ["secrets.value"] })).toBe(true);
  expect(has({ grant: ["secrets.value"], deny: ["secrets.value"] })).toBe(false);
  expect(grants(builtInLevels.development, "flow", host)).toBe(true);
});
