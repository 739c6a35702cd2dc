import type { FaultCode } from "@scriptyard/model";
import type { ChangedGroup } from "../../records/error-acts.ts";
import type { ErrorChange } from "../../records/error-changes.ts";

/**
 * What the main thread asks of the record worker. Records (`json`) and what goes with them (`changes`) each travel as the
 * JSON text of an array: cheaper than a structured clone.
 */
export type RecordRequest = { id: number } & (
  | { op: "write"; json: string; changes: string }
  | { op: "beginBus" }
  | { op: "ping" }
  | { op: "prune"; beforeMs: number }
  | { op: "removeRealm"; realmId: string }
  | { op: "changeErrors"; change: ErrorChange; atMs: number }
  /** What was written to the main file, if it is much by now. */
  | { op: "foldMain" }
  | { op: "close" }
);

export type RecordReply = { id: number } & (
  | { ok: true; value: RecordAnswer }
  | { ok: false; code: FaultCode; message: string; cause: string }
);

/** How many records were pruned; groups that an act changed; nothing. */
export type RecordAnswer = number | ChangedGroup[] | undefined;

/** `main` is absent where there is no such file. */
export type RecordWorkerData = { records: string; main?: string };
