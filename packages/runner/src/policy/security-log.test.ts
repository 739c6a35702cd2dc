import type { SecurityEvent } from "@scriptyard/model";
import { expect, test } from "vitest";
import { createSecurityLog, type NewSecurityEvent } from "./security-log.ts";

const news = (subject: string): NewSecurityEvent => ({
  realmId: "rlm_1",
  kind: "http",
  subject,
  message: `GET ${subject} was not called.`,
  level: "production",
  scriptId: "scr_1",
  script: "a/b",
  version: 1,
  trigger: "http",
  executionId: null,
  userId: null,
  requestId: null,
});

/** A log over a store that keeps what it is given, and how often it was given something. */
function openLog() {
  const state = { now: 0, saves: 0, told: 0, fails: false, kept: new Map<string, SecurityEvent>() };
  const log = createSecurityLog({
    clock: () => state.now,
    hub: { publish: () => void state.told++ },
    store: {
      securityEvents: {
        async save(event) {
          state.saves++;
          if (state.fails) throw new Error("full");
          state.kept.set(event.id, event);
        },
      },
    },
  });
  return { state, log };
}

test("each thing is written once, however many there are, and counting up is told when it is written", async () => {
  const { state, log } = openLog();
  for (let at = 0; at < 5_000; at++) log.report(news(`h${at}`));
  await log.flush();
  expect([state.saves, state.told]).toEqual([5_000, 5_000]);
  for (let at = 0; at < 1_000; at++) log.report(news("h4999"));
  await log.flush();
  expect([state.saves, state.told]).toEqual([5_001, 5_001]);
  expect([...state.kept.values()].at(-1)).toMatchObject({ subject: "h4999", count: 1_001 });
  // The oldest were forgotten, and begin anew.
  log.report(news("h0"));
  await log.flush();
  expect(state.kept.size).toBe(5_001);
});

test("after the window a thing is a new event, and what could not be written is tried again", async () => {
  const { state, log } = openLog();
  state.fails = true;
  log.report(news("a"));
  await log.flush();
  state.fails = false;
  state.now = 10 * 60_000;
  log.report(news("a"));
  await log.flush();
  expect(
    [...state.kept.values()].map(({ count, at }) => [count, at] as const).sort((a, b) => a[1] - b[1]),
  ).toEqual([
    [1, 0],
    [1, 600_000],
  ]);
});
