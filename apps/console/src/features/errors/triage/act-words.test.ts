import { expect, test } from "vitest";
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
const plain = (text: string | null) => text?.replace(/\u2009/g, " ");

test("what is simply open needs no word", () => {
  expect(stateWords(group, 0)).toBeNull();
  expect(stateSentence(group, 0)).toBeNull();
});

test("a muted one says when it ends and who muted it", () => {
  const muted = { ...group, status: "muted" as const, statusByName: "Ada" };
  expect(plain(stateWords({ ...muted, mutedUntil: 7_200_000 }, 0))).toBe("muted for now, open again in 2 h");
  expect(stateWords({ ...muted, mutedUntilCount: 7 }, 0)).toBe("muted until it happens 3 more times");
  expect(stateWords({ ...muted, mutedUntilCount: 5 }, 0)).toBe("muted until it happens once more");
  expect(stateSentence({ ...muted, mutedUntilCount: 7 }, 0)).toBe(
    "Muted by Ada until it happens 3 more times. It does not count until then.",
  );
});

test("a resolved one names the version, and one that came back names both", () => {
  const resolved = { ...group, status: "resolved" as const, resolvedVersion: 4 };
  expect(stateWords(resolved, 0)).toBe("resolved in v4");
  expect(stateWords({ ...resolved, resolvedVersion: null }, 0)).toBe("resolved");
  const back = { ...group, cameBack: true, resolvedVersion: 4 };
  expect(stateWords({ ...back, cameBackVersion: 5 }, 0)).toBe("came back in v5 after it was resolved in v4");
  expect(stateWords({ ...back, cameBackVersion: 4 }, 0)).toBe("came back in v4, which was to resolve it");
  expect(stateWords({ ...back, resolvedVersion: null, cameBackVersion: null }, 0)).toBe(
    "came back after it was resolved",
  );
  expect(stateSentence({ ...back, cameBackVersion: 5 }, 0)).toBe(
    "Came back in v5 after it was resolved in v4.",
  );
});

test("an act says how many it changed", () => {
  expect(actWords({ kind: "resolve" }, 1, 0)).toBe("1 error resolved");
  expect(actWords({ kind: "reopen" }, 3, 0)).toBe("3 errors open again");
  expect(plain(actWords({ kind: "mute", until: 86_400_000 }, 2, 0))).toBe(
    "2 errors muted, open again in 1 d",
  );
  expect(actWords({ kind: "mute-times", times: 10 }, 2, 0)).toBe(
    "2 errors muted until each happens 10 more times",
  );
});
