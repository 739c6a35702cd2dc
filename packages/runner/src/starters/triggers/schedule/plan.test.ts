import fc from "fast-check";
import { expect, test } from "vitest";
import { cronCalendar, dueRuns, intervalCalendar } from "./plan.ts";

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const at = (text: string) => Date.parse(text);

test("a wall-clock time that summer time skips runs at the jump; one that is there twice runs once", () => {
  const vienna = cronCalendar("30 2 * * *", "Europe/Vienna");
  expect(iso(vienna.after(at("2026-03-28T12:00:00Z")))).toBe("2026-03-29T01:00:00.000Z");
  expect(iso(vienna.after(at("2026-03-29T01:00:00Z")))).toBe("2026-03-30T00:30:00.000Z");
  expect(iso(vienna.after(at("2026-10-24T12:00:00Z")))).toBe("2026-10-25T00:30:00.000Z");
  expect(iso(vienna.after(at("2026-10-25T00:30:00Z")))).toBe("2026-10-26T01:30:00.000Z");
});

test("an interval keeps its beat over restarts", () => {
  const minute = intervalCalendar(60_000, 5_000);
  expect(minute.after(0)).toBe(65_000);
  expect(minute.after(65_000)).toBe(125_000);
  expect(minute.after(65_001)).toBe(125_000);
});

test.each([
  ["skip", []],
  ["once", [[9, 8]]],
  [
    "all",
    [
      [7, 6],
      [8, 0],
      [9, 0],
    ],
  ],
] as const)("after a stop, %s", (policy, expected) => {
  const calendar = intervalCalendar(60_000, 0);
  const due = dueRuns(calendar, { lastMs: 0, nowMs: 9 * 60_000 + 45_000, policy, most: 3 });
  expect(due.through).toBe(9 * 60_000);
  expect(due.runs.map((run) => [run.scheduledAt / 60_000, run.missed])).toEqual(expected);
});

test("skip still runs what is due just now, and counts what it skipped", () => {
  const calendar = intervalCalendar(60_000, 0);
  const due = dueRuns(calendar, { lastMs: 0, nowMs: 3 * 60_000 + 100, policy: "skip", most: 1 });
  expect(due.runs).toEqual([{ scheduledAt: 180_000, missed: 2 }]);
});

test("looked at in any rhythm, every point is run or counted once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }),
      fc.constantFrom("once" as const, "all" as const),
      (every, waits, policy) => {
        const calendar = intervalCalendar(every * 1_000, 0);
        let last = 0;
        let now = 0;
        let accounted = 0;
        let latest = -1;
        for (const wait of waits) {
          now += wait * 1_000;
          const due = dueRuns(calendar, { lastMs: last, nowMs: now, policy, most: 5 });
          for (const run of due.runs) {
            expect(run.scheduledAt).toBeGreaterThan(latest);
            latest = run.scheduledAt;
            accounted += 1 + run.missed;
          }
          last = due.through ?? last;
        }
        expect(accounted).toBe(Math.floor(now / (every * 1_000)));
      },
    ),
  );
});

test("a month of seconds does not hold anybody up", () => {
  const start = process.cpuUsage();
  const due = dueRuns(intervalCalendar(1_000, 0), {
    lastMs: 0,
    nowMs: 30 * 86_400_000,
    policy: "once",
    most: 1,
  });
  expect(due.runs).toHaveLength(1);
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000);
});

test("nor does a month of seconds by cron, and the newest are right", () => {
  const calendar = cronCalendar("* * * * * *", "Europe/Vienna");
  const nowMs = Date.UTC(2026, 9, 25, 1, 30, 0, 500);
  const start = process.cpuUsage();
  const due = dueRuns(calendar, { lastMs: nowMs - 30 * 86_400_000, nowMs, policy: "all", most: 3 });
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  const at = nowMs - 500;
  expect(due.runs.map((run) => run.scheduledAt)).toEqual([at - 2_000, at - 1_000, at]);
  expect(due.through).toBe(at);
});
