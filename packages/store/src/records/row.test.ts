import { defaultLimits } from "@scriptyard/model";
import { expect, test } from "vitest";
import { anExecution, aRealm, aScript } from "../testing/fixtures.ts";
import { toExecution, toRow } from "./row.ts";

test("a run that was recorded before a limit existed is read with that limit's default", () => {
  const execution = anExecution(aScript(aRealm()), { limits: { ...defaultLimits, timeoutMs: 77 } });
  const row = toRow(execution, null);
  const { promiseJobs: _later, ...limits } = execution.limits;
  const old = { ...row, body: { ...row.body, limits } } as typeof row;
  expect(toExecution(old).limits).toEqual(execution.limits);
  const broken = {
    ...row,
    body: { ...row.body, limits: { ...limits, timeoutMs: "77" } },
  } as unknown as typeof row;
  expect(() => toExecution(broken)).toThrow(/limits/);
});
