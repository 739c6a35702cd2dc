import { defaultLimits, emptyMetrics } from "@scriptyard/model";
import type { Outputs } from "../app/trpc.ts";

type Execution = Outputs["executions"]["get"];
type Row = Outputs["executions"]["list"]["items"][number];

/** A run of `login/risk` in a flow that went well, whole as its record is. */
export const anExecution = (change: Partial<Execution> = {}): Execution => ({
  id: "exe_1",
  realmId: "rlm_acme",
  scriptId: "scr_risk",
  module: "login",
  name: "risk",
  hook: "onExecute",
  language: "typescript",
  trigger: "flow",
  triggerId: null,
  versionId: "ver_3",
  version: 3,
  draftRevision: null,
  draftSource: null,
  flowSessionId: null,
  node: null,
  replayOf: null,
  status: "ok",
  errorType: null,
  errorGroupId: null,
  action: "continue",
  args: [{ user: { name: "Maria" } }, null],
  result: { action: "continue" },
  effects: [],
  error: null,
  logs: [],
  diagnostics: [],
  metrics: { ...emptyMetrics, runUs: 412, operations: 12_038, memoryBytes: 90_112 } as Execution["metrics"],
  limits: defaultLimits as Execution["limits"],
  seed: null,
  clockMs: 1_795_000_000_000,
  engine: "quickjs-ng",
  imageHash: "3f9a2c1b77aa11bb22cc",
  userId: null,
  requestId: null,
  startedAt: 1_795_000_000_000,
  source: "return 1",
  ...change,
});

/** The same as it fails: thrown at a line of its own. */
export const aFailedExecution = (message: string, line: number, change: Partial<Execution> = {}): Execution =>
  anExecution({
    status: "error",
    errorType: "execution",
    action: null,
    result: null,
    error: {
      type: "execution",
      name: "Error",
      message,
      stack: [{ file: "login/risk", line, column: 3 }],
    },
    ...change,
  });

/** The row of a list for a record. */
export const rowOf = (execution: Execution): Row => ({
  ...execution,
  runUs: execution.metrics.runUs,
  operations: execution.metrics.operations,
  logCount: execution.logs.length,
  errorMessage: execution.error?.message ?? null,
  logLine: execution.logs.at(-1)?.message ?? null,
});
