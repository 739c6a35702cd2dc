import { demoRealm, type Persona, upToDate } from "@scriptyard/hosts";
import { expect, test } from "vitest";

const nowMs = Date.parse("2027-01-14T10:00:00Z");

test("a visitor's dates keep their distance to now, weekday and time of day", () => {
  const before = demoRealm.personas[0]!;
  const after = upToDate(demoRealm.personas, nowMs)[0]!;
  const timeOf = (persona: Persona) => new Date((persona.context.request as { time: string }).time);
  expect(nowMs - timeOf(after).getTime()).toBeLessThan(7 * 86_400_000);
  expect(timeOf(after).getTime()).toBeLessThanOrEqual(nowMs);
  expect([timeOf(after).getUTCDay(), timeOf(after).getUTCHours()]).toEqual([
    timeOf(before).getUTCDay(),
    timeOf(before).getUTCHours(),
  ]);
});

test("everything but the dates stays as it was", () => {
  const withoutDates = (value: unknown) =>
    JSON.stringify(value).replaceAll(/"\d{4}-\d\d-\d\dT[^"]*Z"/g, '"date"');
  expect(withoutDates(upToDate(demoRealm.personas, nowMs))).toBe(withoutDates(demoRealm.personas));
});
