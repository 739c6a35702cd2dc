import type { Execution, OutcomeErrorType } from "@scriptyard/model";
import { sql } from "drizzle-orm";
import type { Kit } from "./kit.ts";

/** The parts of an execution that only its own page shows, as one JSON text: one encode per record. */
export type ExecutionBody = Pick<
  Execution,
  | "language"
  | "versionId"
  | "draftSource"
  | "sourceRef"
  | "replayOf"
  | "edges"
  | "args"
  | "result"
  | "effects"
  | "error"
  | "logs"
  | "diagnostics"
  | "metrics"
  | "limits"
  | "seed"
  | "hostAnswers"
  | "clockMs"
  | "engine"
  | "imageHash"
  | "userId"
  | "subject"
  | "outcome"
  | "requestId"
>;

/**
 * Columns are what lists show and filter by. `searchText` and `body` come last: SQLite then reads the columns before
 * them without touching their overflow pages. No foreign keys: records live in their own file and outlive scripts.
 */
export function executionsTable(k: Kit) {
  return k.table(
    "executions",
    {
      id: k.text<Execution["id"]>("id").primaryKey(),
      realmId: k.text<Execution["realmId"]>("realm_id").notNull(),
      scriptId: k.text<Execution["scriptId"]>("script_id").notNull(),
      module: k.text("module").notNull(),
      name: k.text("name").notNull(),
      hook: k.prose("hook").notNull(),
      trigger: k.text<Execution["trigger"]>("trigger").notNull(),
      triggerId: k.text<NonNullable<Execution["triggerId"]>>("trigger_id"),
      version: k.int("version"),
      draftRevision: k.int("draft_revision"),
      node: k.prose("node"),
      status: k.text<Execution["status"]>("status").notNull(),
      errorType: k.text<OutcomeErrorType>("error_type"),
      errorGroupId: k.text<NonNullable<Execution["errorGroupId"]>>("error_group_id"),
      action: k.prose("action"),
      startedAt: k.ms("started_at").notNull(),
      runUs: k.real("run_us").notNull(),
      operations: k.big("operations").notNull(),
      logCount: k.int("log_count").notNull(),
      flowSessionId: k.text<NonNullable<Execution["flowSessionId"]>>("flow_session_id"),
      errorMessage: k.prose("error_message"),
      /** Error message and log lines as `searchable` text; null when there are none. */
      searchText: k.text("search_text"),
      body: k.json<ExecutionBody>("body").notNull(),
      /** Looked up, never listed: it stands behind the body and is read from its index. */
      requestId: k.text<NonNullable<Execution["requestId"]>>("request_id"),
      /** Read for the rows of one page only: see `withLogLines`. */
      logLine: k.prose("log_line"),
      /** What `marksOf` says. Behind the body too, and read from its index. */
      marks: k.text("marks"),
    },
    (t) => [
      k.index("executions_realm_ix").on(t.realmId, t.startedAt, t.id),
      k.index("executions_script_ix").on(t.scriptId, t.startedAt, t.id),
      k.index("executions_error_ix").on(t.realmId, t.startedAt, t.id).where(sql`status = 'error'`),
      k
        .index("executions_group_ix")
        .on(t.errorGroupId, t.startedAt, t.id)
        .where(sql`error_group_id is not null`),
      k
        .index("executions_flow_ix")
        .on(t.flowSessionId, t.startedAt, t.id)
        .where(sql`flow_session_id is not null`),
      k.index("executions_request_ix").on(t.requestId, t.startedAt, t.id).where(sql`request_id is not null`),
      k.index("executions_marks_ix").on(t.realmId, t.startedAt, t.id, t.marks).where(sql`marks is not null`),
      k.index("executions_trigger_ix").on(t.triggerId, t.startedAt, t.id).where(sql`trigger_id is not null`),
    ],
  );
}
