import { emptyMetrics, type LogLine, type Outcome } from "@scriptyard/model";
import { describe, expect, it } from "vitest";
import { parseFromChild, sendable } from "./protocol.ts";

const line: LogLine = { seq: 0, level: "info", message: "fine" };
const ok = (logs: LogLine[]): Outcome => ({
  status: "ok",
  result: 1,
  effects: [],
  logs,
  metrics: emptyMetrics,
});

describe("what the sandbox's process says", () => {
  it("of one run, in no shape of ours, is about that run", () => {
    const forged = { ...line, level: "forged" };
    expect(parseFromChild({ type: "ran", id: 7, outcome: { ...ok([]), logs: [forged] } })).toEqual({
      type: "wrong",
      id: 7,
    });
    expect(parseFromChild({ type: "chunk", id: 8, chunk: { type: "stdout", line: forged } })).toEqual({
      type: "wrong",
      id: 8,
    });
    expect(parseFromChild({ type: "ran", id: 9, outcome: ok([line]) })).toMatchObject({ type: "ran", id: 9 });
  });

  it("of no run is no message", () => {
    for (const message of [
      null,
      5,
      "ready",
      [],
      {},
      { type: "ran" },
      { type: "ran", id: "7" },
      { type: "told", id: 7 },
    ])
      expect(parseFromChild(message)).toBeNull();
  });

  it("is looked at before it is sent: an outcome its owner would refuse is that run's error", () => {
    expect(sendable(ok([line]))).toEqual(ok([line]));
    const odd = [
      ok([{ ...line, level: "forged" as never }]),
      { ...ok([]), metrics: { ...emptyMetrics, operations: Number.NaN } },
      {
        status: "error",
        error: { type: "execution", message: {} as never, stack: [] },
        logs: [],
        metrics: emptyMetrics,
      },
      {
        status: "error",
        error: { type: "execution", message: "", stack: [{ file: "a", line: 0, column: 1 }] },
        logs: [],
        metrics: emptyMetrics,
      },
    ] as Outcome[];
    for (const outcome of odd)
      expect(sendable(outcome)).toMatchObject({ status: "error", error: { type: "execution" } });
  });
});
