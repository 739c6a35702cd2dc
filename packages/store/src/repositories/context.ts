import type { Execution } from "@scriptyard/model";
import type { Reader } from "../reading/reader.ts";
import type { RecordChange } from "../records/changes.ts";
import type { ChangedGroup } from "../records/error-acts.ts";
import type { ErrorChange } from "../records/error-changes.ts";
import type { Engine } from "../work.ts";

/** What the repositories work with. On PostgreSQL `main` and `records` are one engine. */
export type Context = {
  main: Engine;
  records: Engine;
  /** For what costs more the more is stored; `main` and `records` read a few rows by their keys. */
  reader: Reader;
  writer: RecordWriter;
  /** Epoch milliseconds; windows that end "now" use it. */
  now: () => number;
};

/** Everything that writes to the record tables, so that a worker thread can own that file's write side. */
export interface RecordWriter {
  /** Records, what became of messages and what went through flows, in one transaction. */
  write(records: readonly Execution[], changes: readonly RecordChange[]): Promise<void>;
  /** Notes that a process begins to deliver messages. */
  beginBus(): Promise<void>;
  prune(beforeMs: number): Promise<number>;
  /** Removes all there is of a realm. */
  removeRealm(realmId: string): Promise<void>;
  /** @returns groups whose state it changed */
  changeErrors(change: ErrorChange, atMs: number): Promise<ChangedGroup[]>;
  /** Answers when it is ready to write. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
