import { expect, test } from "vitest";
import { cronProblem } from "./cron-problem.ts";
import { cronCalendar } from "./plan.ts";

const reads = (expression: string) => {
  try {
    cronCalendar(expression, "UTC");
    return true;
  } catch {
    return false;
  }
};

test.each([
  ["99 3 * *", "Four parts; five are needed: minute hour day month weekday."],
  ["daily", "One part; five are needed: minute hour day month weekday."],
  ["", "No parts; five are needed: minute hour day month weekday."],
  [
    "* * * * * * * *",
    "Eight parts; five are needed: minute hour day month weekday, or six with seconds first.",
  ],
  ["99 3 * * *", "“99” is no minute: 0 to 59, with * , - and / as usual."],
  ["0 25 * * *", "“25” is no hour: 0 to 23, with * , - and / as usual."],
  ["0 3 * FEBR *", "“FEBR” is no month: 1 to 12, or JAN to DEC, with * , - and / as usual."],
  ["61 0 3 * * *", "“61” is no second: 0 to 59, with * , - and / as usual."],
])("%j", (expression, words) => {
  expect(reads(expression)).toBe(false);
  expect(cronProblem(expression, reads)).toBe(words);
});
