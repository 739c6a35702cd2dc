import type { FaultCode } from "@scriptyard/model";
import type { QueryName } from "../../../reading/queries.ts";
import type { TableGroup } from "../../../schema/index.ts";

/** What a thread that reads is started with: the files are made and migrated. */
export type ReadWorkerData = { files: Record<TableGroup, string> };

/** One at a time; the next is sent when the one before has its answer. */
export type ReadRequest = { name: QueryName; args: unknown[] } | "close";

/** `ready` comes once, first. An answer is JSON text: cheaper than a structured clone, and lists hold nothing else. */
export type ReadReply = "ready" | ReadAnswer;

export type ReadAnswer =
  | { ok: true; json: string }
  | { ok: false; code: FaultCode; message: string; cause: string };
