import { expect, test } from "vitest";
import { demoRealms } from "../all.ts";
import { demoRealm } from "../identity/demo/index.ts";
import type { Persona } from "./types.ts";
import { visitorsOf } from "./visitors.ts";

const nowMs = Date.parse("2027-01-14T10:00:00Z");
const login = { realm: demoRealm.name, flow: "login" };
const written = demoRealm.personas.filter(({ flow }) => flow === "login");

test("a visitor's dates keep their distance to now, weekday and time of day", () => {
  const before = written[0]!;
  const after = visitorsOf(demoRealms, login, nowMs)[0]!;
  const timeOf = ({ context }: Pick<Persona, "context">) =>
    new Date((context.request as { time: string }).time);
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
  expect(withoutDates(visitorsOf(demoRealms, login, nowMs).map(({ context }) => context))).toBe(
    withoutDates(written.map(({ context }) => context)),
  );
});

test("each walks a flow of their realm, and a realm that is no demo has none", () => {
  for (const { name, flows, personas } of demoRealms) {
    const known = flows.map((flow) => flow.name);
    for (const persona of personas) expect(known, `${name}: ${persona.name}`).toContain(persona.flow);
  }
  expect(visitorsOf(demoRealms, { realm: "elsewhere", flow: "login" }, nowMs)).toEqual([]);
  expect(visitorsOf(demoRealms, { realm: demoRealm.name, flow: "password-reset" }, nowMs)).toEqual([]);
});
