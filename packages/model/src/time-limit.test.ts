import { expect, test } from "vitest";
import { timeLimitMessage, wallLimitMs } from "./index.ts";

const time = { name: "timeoutMs", value: 100 };

test("a loop is blamed only where the operations say so", () => {
  const spinning = timeLimitMessage(time, { processorMs: 100, wallMs: 101, operations: 4_000_000 }, 1_000);
  expect(spinning).toBe(
    "The script used its 100 ms of processor time, for 4 000 000 operations. Look for a loop that does not end.",
  );
  const working = timeLimitMessage(time, { processorMs: 100.2, wallMs: 101, operations: 81_394 }, 1_000);
  expect(working).toBe(
    "The script used its 100 ms of processor time, for 81 394 operations. If its work needs more, raise its time (timeoutMs) in its settings, up to 1 000 ms.",
  );
  const native = timeLimitMessage(time, { processorMs: 151, wallMs: 152, operations: null }, 100);
  expect(native).toMatch(/built-in operation.*It may not have more than 100 ms/);
  expect(native).not.toMatch(/loop/);
});

test("it says what else happened: a busy machine, and no clock of the processor", () => {
  expect(timeLimitMessage(time, { processorMs: 100, wallMs: 430, operations: 9 })).toMatch(
    /\(430 ms on the clock: the machine was busy with other work\)\. If its work needs more, raise its time/,
  );
  expect(timeLimitMessage(time, { processorMs: null, wallMs: 430, operations: 9 })).toMatch(
    /^The script ran longer than its 100 ms, for 9 operations\./,
  );
  const wall = { name: "wallMs", value: 2_000 };
  expect(timeLimitMessage(wall, { processorMs: 31, wallMs: 2_000, operations: 12_345 })).toBe(
    "The script was not done after 2 000 ms on the clock, in which it had a processor for 31 ms and did 12 345 operations. The machine was busy with other work: run it again, or raise wallMs.",
  );
  expect(timeLimitMessage(wall, { processorMs: 1_990, wallMs: 2_000, operations: null })).toMatch(
    /If its work needs more, raise wallMs\.$/,
  );
});

test("the clock's limit is ten times the processor's and a second, unless it is set", () => {
  expect(wallLimitMs({ timeoutMs: 100 })).toBe(2_000);
  expect(wallLimitMs({ timeoutMs: 100, wallMs: 60_000 })).toBe(60_000);
  expect(wallLimitMs({ timeoutMs: 100, wallMs: 500 })).toBe(500);
});
