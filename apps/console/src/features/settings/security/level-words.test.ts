import { builtInLevels } from "@scriptyard/model";
import { expect, test } from "vitest";
import { levelChange, levelSentence } from "./level-words.ts";
import type { LevelView } from "./types.ts";

const capabilities = [
  { name: "pure", functions: ["hash.sha256"] },
  { name: "events.publish", functions: ["events.publish"] },
];
const safe: LevelView = {
  ...builtInLevels.safe,
  capabilities: "host",
  grant: [],
  deny: [],
  libraries: "all",
  builtIn: true,
  changed: false,
  granted: ["pure"],
  inherited: {
    description: builtInLevels.safe.description,
    limits: builtInLevels.safe.limits,
    libraries: "all",
    granted: ["pure"],
  },
};

test("a level is told in a sentence", () => {
  expect(levelSentence(safe, capabilities)).toBe(
    "A script may compute for 200\u2009ms with 10 MB, call every function but events.publish, and import every library.",
  );
  const wide = { ...safe, granted: ["pure", "events.publish"], libraries: ["shared/*"] };
  expect(levelSentence(wide, capabilities)).toMatch(
    /call every function of the host, and import shared\/\*\./,
  );
});

test("only what differs from the inherited level goes into the policy", () => {
  const { description, limits } = safe;
  expect(levelChange(safe, { description, limits, granted: ["pure"], libraries: "all" })).toEqual({});
  expect(
    levelChange(safe, {
      description: "Ours",
      limits: { ...limits, timeoutMs: 50 },
      granted: ["events.publish"],
      libraries: ["shared/dates"],
    }),
  ).toEqual({
    description: "Ours",
    limits: { timeoutMs: 50 },
    grant: ["events.publish"],
    deny: ["pure"],
    libraries: ["shared/dates"],
  });
  const own = { ...safe, name: "strict", builtIn: false };
  expect(levelChange(own, { description, limits, granted: ["pure"], libraries: "all" })).toEqual({
    extends: "safe",
  });
});
