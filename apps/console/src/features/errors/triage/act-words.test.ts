import fc from "fast-check";
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

test("no state of a group reads as a hole, and long numbers are grouped as everywhere", () => {
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const version = optional(fc.integer({ min: 1, max: 99 }));
  const states = fc.record({
    status: fc.constantFrom("open" as const, "muted" as const, "resolved" as const),
    count: fc.integer({ min: 1, max: 2_000_000 }),
    statusByName: optional(fc.constantFrom("Ada", "Artur Author")),
    mutedUntil: optional(fc.constant(until)),
    mutedUntilCount: optional(fc.integer({ min: 1, max: 2_000_000 })),
    resolvedVersion: version,
    cameBack: fc.boolean(),
    cameBackVersion: version,
  });
  fc.assert(
    fc.property(states, (state) => {
      const [short, long] = [stateWords(state), stateSentence(state)];
      expect(short === null).toBe(long === null);
      if (short === null || long === null) return;
      expect(`${short} ${long}`).not.toMatch(/null|undefined|NaN|Invalid|\d{5}/);
      expect(long).toMatch(/^[A-Z].*\.$/);
      // What happened as often as it was muted for is about to open: it never counts backwards.
      expect(short).not.toMatch(/-\d|\b0 more/);
    }),
  );
  expect(actWords({ kind: "mute-times", times: 1_000_000 }, 1)).toBe(
    "1 error muted until it happens 1\u2009000\u2009000 more times",
  );
});
