import { expect, test } from "vitest";
import { countsAgainstScript } from "./index.ts";

const limit = (name: string) => ({ name, value: 1 });

test("a failure counts against the script by its type and by the limit that was met", () => {
  expect(countsAgainstScript({ type: "execution" })).toBe(true);
  expect(countsAgainstScript({ type: "engine_failure" })).toBe(false);
  expect(countsAgainstScript({ type: "operation_limit", limit: limit("hostCalls") })).toBe(true);
  expect(countsAgainstScript({ type: "timeout", limit: limit("timeoutMs") })).toBe(true);
});

test("input, the machine and whom the host asked are not the script", () => {
  expect(countsAgainstScript({ type: "operation_limit", limit: limit("inputBytes") })).toBe(false);
  expect(countsAgainstScript({ type: "timeout", limit: limit("waitMs") })).toBe(false);
  const wall = { type: "timeout" as const, limit: limit("wallMs") };
  expect(countsAgainstScript({ ...wall, time: { processorMs: 31, wallMs: 2_000, operations: 9 } })).toBe(
    false,
  );
  expect(countsAgainstScript({ ...wall, time: { processorMs: null, wallMs: 2_000, operations: 9 } })).toBe(
    false,
  );
});

test("what computed all the while is the script, also where the limit on the clock ended it", () => {
  const time = { processorMs: 1_990, wallMs: 2_000, operations: 9 };
  expect(countsAgainstScript({ type: "timeout", limit: limit("wallMs"), time })).toBe(true);
});
