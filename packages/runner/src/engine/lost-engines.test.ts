import { expect, test } from "vitest";
import { createLostEngines, runWithSecondTry } from "./lost-engines.ts";

test("a program that has just cost an engine is known for a minute, others are not", () => {
  let now = 0;
  const lost = createLostEngines(() => now);
  expect(lost.note("a")).toBe(false);
  now = 59_000;
  expect(lost.note("b")).toBe(false);
  expect(lost.note("a")).toBe(true);
  now += 60_000;
  expect(lost.note("a")).toBe(false);
});

test("a lost engine is tried again once, unless its program has just cost one or a second time would do harm", async () => {
  let now = 0;
  const lost = createLostEngines(() => now);
  const runs = { a: 0, b: 0, c: 0 };
  const run = (name: keyof typeof runs, lostTimes: number, mayRepeat = true) => {
    runs[name] = 0;
    return runWithSecondTry(lost, name, {
      once: async () => (++runs[name] > lostTimes ? "ended" : "lost"),
      lostEngine: (ended) => ended === "lost",
      mayRepeat: () => mayRepeat,
    });
  };
  expect(await run("a", 0)).toBe("ended");
  expect(runs.a).toBe(1);
  // Bad luck.
  expect(await run("a", 1)).toBe("ended");
  expect(runs.a).toBe(2);
  // It was lost a moment ago, and is again: a file of bad jobs costs an engine a line, not two.
  expect(await run("a", 2)).toBe("lost");
  expect(runs.a).toBe(1);
  expect(await run("b", 2)).toBe("lost");
  expect(runs.b).toBe(2);
  now = 59_000;
  expect(await run("b", 1)).toBe("lost");
  now += 60_000;
  expect(await run("b", 1)).toBe("ended");
  expect(await run("c", 1, false)).toBe("lost");
  expect(runs.c).toBe(1);
});
