import { expect, test } from "vitest";
import { fingerprint } from "../index.ts";
import { aFailure, anExecution, aRealm, aScript } from "../testing/fixtures.ts";
import { normaliseMessage } from "./fingerprint.ts";

const script = aScript(aRealm());

test("what differs between occurrences is left out of the message", () => {
  const cases: [string, string][] = [
    ["no user 17 (3.5e-7%)", "no user ‹n› (‹n›%)"],
    ["cannot read property 'name' of undefined", "cannot read property ‹text› of undefined"],
    ["don't know \"a 'b' c\" and `x`", "don't know ‹text› and ‹text›"],
    ["session fls_01jd3x8k2m9q4r7t0v5w6y8z1a ended", "session ‹id› ended"],
    ["id 6f9619ff-8b86-d011-b42d-00c04fc964ff, sha deadbeef01", "id ‹id›, sha ‹id›"],
    ["  spread \n over   lines ", "spread over lines"],
    ["facade added", "facade added"],
  ];
  for (const [message, shape] of cases) expect(normaliseMessage(message)).toBe(shape);
});

test("a long hostile message is shaped in no time", () => {
  const started = process.cpuUsage();
  normaliseMessage("'".repeat(500_000) + '"`-0.'.repeat(100_000));
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(10_000);
});

test("script, type and function make the difference; the line does not", () => {
  const base = fingerprint(aFailure(script, "no user 1"));
  expect(base).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint(aFailure(script, "no user 2", { version: 9 }))).toBe(base);
  const moved = aFailure(script, "no user 1");
  moved.error!.stack[0]!.line = 99;
  expect(fingerprint(moved)).toBe(base);

  const elsewhere = aFailure(script, "no user 1");
  elsewhere.error!.stack[0]!.function = "helper";
  const otherType = aFailure(script, "no user 1");
  otherType.error!.type = "timeout";
  const others = [
    elsewhere,
    otherType,
    aFailure(aScript(aRealm()), "no user 1"),
    aFailure(script, "no group 1"),
  ];
  expect(new Set([base, ...others.map(fingerprint)]).size).toBe(5);
  expect(fingerprint(anExecution(script))).toBeNull();
});
