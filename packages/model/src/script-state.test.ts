import fc from "fast-check";
import { expect, test } from "vitest";
import { countStates, type LiveState, liveState, moduleState, scriptStatus } from "./script-state.ts";
import { changedLines, sameLines } from "./text/changed-lines.ts";

const script = fc
  .record({
    liveVersion: fc.option(fc.nat(9)),
    retiredVersion: fc.option(fc.nat(9)),
    differs: fc.boolean(),
    layer: fc.constantFrom("file" as const, "default" as const, null),
    failures: fc.nat(2),
  })
  .map(({ liveVersion, retiredVersion, differs, layer, failures }) => ({
    status: scriptStatus({ liveVersion, retiredVersion }, differs),
    liveLayer: liveVersion === null ? layer : ("version" as const),
    failures,
  }));

test("a module says of its scripts what each of them says", () => {
  fc.assert(
    fc.property(fc.array(script), (scripts) => {
      const states = scripts.map(liveState);
      const of = (...wanted: LiveState[]) => states.filter((state) => wanted.includes(state)).length;
      const counted = countStates(scripts);
      expect(counted).toEqual({
        scripts: scripts.length,
        live: of("live", "changed"),
        changed: of("changed"),
        failing: scripts.filter(({ failures }) => failures > 0).length,
      });
      const worst = (["changed", "live"] as const).find((state) => states.includes(state)) ?? "nothing";
      expect(moduleState(counted)).toBe(worst);
    }),
  );
});

test("lines are the same exactly where no line is counted as changed", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "", "\r"), { maxLength: 5 })
    .chain((lines) =>
      fc
        .array(fc.constantFrom("\n", "\r\n"), { minLength: lines.length, maxLength: lines.length })
        .map((ends) => lines.map((line, i) => line + ends[i]).join("")),
    );
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(sameLines(one, other)).toBe(changedLines(one, other) === 0);
    }),
    { numRuns: 2_000 },
  );
  expect(sameLines("a\r\nb", "a\nb")).toBe(true);
  expect(sameLines("", "\n")).toBe(false);
});
