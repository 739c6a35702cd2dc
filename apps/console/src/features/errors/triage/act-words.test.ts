import { expect, test } from "vitest";
import { formatTimeIn } from "../../../components/format.ts";
import { actWords, stateSentence, stateWords } from "./act-words.ts";

const group = {
  status: "open" as const,
  count: 4,
  statusByName: null,
  mutedUntil: null,
  mutedUntilCount: null,
  resolvedVersion: null,
  cameBack: false,
  cameBackVersion: null,
};
const until = 1_795_000_000_000;

test("what is simply open needs no word", () => {
  expect(stateWords(group)).toBeNull();
  expect(stateSentence(group)).toBeNull();
});

test("a muted one says when it ends and who muted it", () => {
  const muted = { ...group, status: "muted" as const, statusByName: "Ada" };
  expect(stateWords({ ...muted, mutedUntil: until })).toBe(`muted until ${formatTimeIn(until)}`);
  expect(stateWords({ ...muted, mutedUntilCount: 7 })).toBe("muted until it happens 3 more times");
  expect(stateWords({ ...muted, mutedUntilCount: 5 })).toBe("muted until it happens once more");
  expect(stateSentence({ ...muted, mutedUntilCount: 7 })).toBe(
    "Muted by Ada until it happens 3 more times. It does not count until then.",
  );
});

test("a resolved one names the version, and one that came back names both", () => {
  const resolved = { ...group, status: "resolved" as const, resolvedVersion: 4 };
  expect(stateWords(resolved)).toBe("resolved in v4");
  expect(stateWords({ ...resolved, resolvedVersion: null })).toBe("resolved");
  const back = { ...group, cameBack: true, resolvedVersion: 4 };
  expect(stateWords({ ...back, cameBackVersion: 5 })).toBe("came back in v5 after it was resolved in v4");
  expect(stateWords({ ...back, cameBackVersion: 4 })).toBe("came back in v4, which was to resolve it");
  expect(stateWords({ ...back, resolvedVersion: null, cameBackVersion: null })).toBe(
    "came back after it was resolved",
  );
  expect(stateSentence({ ...back, cameBackVersion: 5 })).toBe("Came back in v5 after it was resolved in v4.");
});

test("an act says how many it changed", () => {
  expect(actWords({ kind: "resolve" }, 1)).toBe("1 error resolved");
  expect(actWords({ kind: "reopen" }, 3)).toBe("3 errors open again");
  expect(actWords({ kind: "mute", until }, 2)).toBe(`2 errors muted until ${formatTimeIn(until)}`);
  expect(actWords({ kind: "mute-times", times: 10 }, 2)).toBe(
    "2 errors muted until each happens 10 more times",
  );
});
