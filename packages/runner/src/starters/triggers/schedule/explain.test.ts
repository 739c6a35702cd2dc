import { expect, test } from "vitest";
import { explainSchedule } from "./explain.ts";
import { cronCalendar, intervalCalendar } from "./plan.ts";

const noon = Date.UTC(2026, 9, 24, 12);
const explain = (cron: string, timeZone: string) =>
  explainSchedule({ cron, everySeconds: undefined, timeZone }, cronCalendar(cron, timeZone), noon);

test.each([
  ["0 3 * * *", "At 03:00"],
  ["*/15 * * * 1-5", "Every 15 minutes, Monday through Friday"],
  ["30 0 9 1 * *", "At 09:00:30, on day 1 of the month"],
])("%s in words", (cron, words) => {
  expect(explain(cron, "UTC").words).toBe(words);
});

test("the next three times are those of its zone, also over the end of summer time", () => {
  // In Vienna summer time ends in the night to the 25th of October 2026.
  expect(explain("0 3 * * *", "Europe/Vienna").next).toEqual([
    Date.UTC(2026, 9, 25, 2),
    Date.UTC(2026, 9, 26, 2),
    Date.UTC(2026, 9, 27, 2),
  ]);
});

test("what is due only once more has one time, and what is never due none", () => {
  const once = cronCalendar("2026-10-24T18:00:00", "UTC");
  const given = { cron: "2026-10-24T18:00:00", everySeconds: undefined, timeZone: "UTC" };
  expect(explainSchedule(given, once, noon).next).toEqual([Date.UTC(2026, 9, 24, 18)]);
  expect(explain("0 0 30 2 *", "UTC").next).toEqual([]);
});

test.each([
  [60, "Every minute"],
  [90, "Every 90 seconds"],
  [7_200, "Every 2 hours"],
  [86_400, "Every day"],
])("every %i s", (everySeconds, words) => {
  const calendar = intervalCalendar(everySeconds * 1_000, noon);
  const told = explainSchedule({ cron: undefined, everySeconds, timeZone: "UTC" }, calendar, noon);
  expect(told.words).toBe(words);
  expect(told.next[0]).toBe(noon + everySeconds * 1_000);
});
