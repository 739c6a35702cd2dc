import {
  defaultLimits,
  diagnosticSchema,
  type Execution,
  executionSourceSchema,
  limitsSchema,
  metricsSchema,
  scriptErrorSchema,
} from "@scriptyard/model";
import { z } from "zod";
import { arrayColumn, checkedColumn, objectColumn } from "../repositories/columns.ts";
import { searchable } from "../schema/codec.ts";
import type { Tables } from "../schema/index.ts";
import type { RowColumns } from "./body-start.ts";
import { logLineOf } from "./log-line.ts";
import { marksOf } from "./marks.ts";

type Row = Tables["executions"]["$inferSelect"];

export function toRow(execution: Execution, errorGroupId: Execution["errorGroupId"]): Row {
  const { error, logs, metrics } = execution;
  return {
    id: execution.id,
    realmId: execution.realmId,
    scriptId: execution.scriptId,
    module: execution.module,
    name: execution.name,
    hook: execution.hook,
    trigger: execution.trigger,
    triggerId: execution.triggerId,
    version: execution.version,
    draftRevision: execution.draftRevision,
    node: execution.node,
    status: execution.status,
    errorType: execution.errorType,
    errorGroupId,
    action: execution.action,
    startedAt: execution.startedAt,
    runUs: metrics.runUs,
    operations: metrics.operations,
    logCount: logs.length,
    flowSessionId: execution.flowSessionId,
    errorMessage: error?.message ?? null,
    searchText: searchText(execution),
    body: {
      // First, where `withBodyStarts` finds it without the rest.
      ...(execution.sourceRef === undefined ? {} : { sourceRef: execution.sourceRef }),
      language: execution.language,
      versionId: execution.versionId,
      draftSource: execution.draftSource,
      replayOf: execution.replayOf,
      ...(execution.edges && { edges: execution.edges }),
      args: execution.args,
      result: execution.result,
      effects: execution.effects,
      error,
      logs,
      diagnostics: execution.diagnostics,
      metrics,
      limits: execution.limits,
      seed: execution.seed,
      ...(execution.hostAnswers && { hostAnswers: execution.hostAnswers }),
      clockMs: execution.clockMs,
      engine: execution.engine,
      imageHash: execution.imageHash,
      userId: execution.userId,
      ...(execution.subject && { subject: execution.subject }),
      ...(execution.outcome && { outcome: execution.outcome }),
      requestId: execution.requestId,
    },
    requestId: execution.requestId,
    logLine: logLineOf(execution),
    marks: marksOf(execution),
  };
}

export function toExecution(row: Row): Execution {
  const where = `executions.${row.id} body`;
  const body = objectColumn(row.body, where);
  arrayColumn(body.args, `${where}.args`);
  arrayColumn(body.effects, `${where}.effects`);
  arrayColumn(body.logs, `${where}.logs`);
  return {
    ...body,
    id: row.id,
    realmId: row.realmId,
    scriptId: row.scriptId,
    module: row.module,
    name: row.name,
    hook: row.hook,
    trigger: row.trigger,
    triggerId: row.triggerId,
    version: row.version,
    draftRevision: row.draftRevision,
    node: row.node,
    status: row.status,
    errorType: row.errorType,
    errorGroupId: row.errorGroupId,
    action: row.action,
    startedAt: row.startedAt,
    flowSessionId: row.flowSessionId,
    ...(body.sourceRef === undefined
      ? {}
      : { sourceRef: checkedColumn(executionSourceSchema, body.sourceRef, `${where}.sourceRef`) }),
    error: checkedColumn(scriptErrorSchema.nullable(), body.error, `${where}.error`),
    diagnostics: checkedColumn(diagnostics, body.diagnostics, `${where}.diagnostics`),
    metrics: checkedColumn(metricsSchema, body.metrics, `${where}.metrics`),
    // A run recorded before a limit existed had none of it: its default stands in.
    limits: checkedColumn(recordedLimits, body.limits, `${where}.limits`),
  };
}

const recordedLimits = limitsSchema
  .partial()
  .transform((limits) => ({ ...defaultLimits, ...limits }))
  .pipe(limitsSchema);
const diagnostics = z.array(diagnosticSchema);

/** The columns of a summary, for `select`. */
export function summaryColumns(t: Tables["executions"]) {
  return {
    id: t.id,
    scriptId: t.scriptId,
    module: t.module,
    name: t.name,
    hook: t.hook,
    trigger: t.trigger,
    triggerId: t.triggerId,
    version: t.version,
    draftRevision: t.draftRevision,
    node: t.node,
    status: t.status,
    errorType: t.errorType,
    errorGroupId: t.errorGroupId,
    action: t.action,
    startedAt: t.startedAt,
    runUs: t.runUs,
    operations: t.operations,
    logCount: t.logCount,
    errorMessage: t.errorMessage,
  } satisfies Record<keyof RowColumns, unknown>;
}

function searchText({ error, logs }: Execution): string | null {
  if (!error && logs.length === 0) return null;
  return searchable([error?.message ?? "", ...logs.map((line) => line.message)].join("\n"));
}
