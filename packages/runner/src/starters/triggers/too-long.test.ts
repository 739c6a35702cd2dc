import type { Fault, Json, TriggerKind } from "@scriptyard/model";
import { expect, test } from "vitest";
import { triggerKinds } from "./all.ts";

const realm = { timeZone: "Europe/Vienna" };
const long = "x y".repeat(300_000);

const configs: [string, TriggerKind, { [field: string]: Json }][] = [
  ["cron", "schedule", { cron: long }],
  ["time zone", "schedule", { everySeconds: 60, timeZone: long }],
  ["topic", "bus", { topic: long }],
  ["path", "http", { path: long }],
  ["origin", "http", { path: "/a", corsOrigins: [long] }],
  ["header", "http", { path: "/a", requestHeaders: [long] }],
];

test.each(configs)("a %s that is too long is refused for its length, and not read", (_, kind, config) => {
  let refused: Fault | null = null;
  try {
    triggerKinds[kind].parse(config, { now: Date.UTC(2026, 0, 1), realm });
  } catch (error) {
    refused = error as Fault;
  }
  // Whatever reads it finds that it is no cron expression, zone, topic … too, and would say so.
  expect(refused).toMatchObject({
    code: "bad_request",
    details: { issues: [{ message: expect.stringMatching(/^must be \d+ characters at most$/) }] },
  });
});

test("thousands of unknown fields are told of in a sentence", () => {
  const fields = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`k${n}`, n]));
  const parse = () => triggerKinds.bus.parse({ topic: "a", ...fields }, { now: 0, realm });
  expect(parse).toThrow(/^config: unknown field k0, k1, k2, k3, k4; remove it/);
});
