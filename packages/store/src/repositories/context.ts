import type { ErrorGroup, Execution } from "@scriptyard/model";
import type { Engine } from "../work.ts";

/** What the repositories work with. On PostgreSQL `main` and `records` are one engine. */
export type Context = {
  main: Engine;
  records: Engine;
  writer: RecordWriter;
  /** Epoch milliseconds; windows that end "now" use it. */
  now: () => number;
};

/** Everything that writes to the record tables, so that a worker thread can own that file's write side. */
export interface RecordWriter {
  insertMany(records: Execution[]): Promise<void>;
  prune(beforeMs: number): Promise<number>;
  setErrorStatus(id: string, status: ErrorGroup["status"], atMs: number): Promise<void>;
  close(): Promise<void>;
}
