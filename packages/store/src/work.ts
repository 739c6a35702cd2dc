import { type Column, Param, sql } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Tables } from "./schema/index.ts";

/** The query builder both dialects are typed by. */
export type Db = BetterSQLite3Database;

/**
 * A unit of work: a generator that yields Drizzle builders and receives their rows. SQLite drives it without a pause
 * inside one transaction, so nothing interleaves; PostgreSQL, and SQLite where it writes in turns, drive it with `await`
 * between BEGIN and COMMIT.
 * Rules: every write says `.returning()`; no `try` around a `yield*` (a failed statement ends a PostgreSQL
 * transaction); rows are locked by writing them first, never by `for update`.
 */
export type Work<R> = Generator<Step, R, unknown>;
export type Step = PromiseLike<unknown> | BulkInsert | Prepared;

/** Where units of work run. */
export interface Engine {
  readonly t: Tables;
  /** One transaction. */
  tx<R>(work: (db: Db, t: Tables) => Work<R>, options?: TxOptions): Promise<R>;
  /** Statements without a transaction. */
  read<R>(work: (db: Db, t: Tables) => Work<R>): Promise<R>;
  /** Writes a consistent copy while others work; absent where the database's own tools do it. */
  copyTo?(path: string): Promise<void>;
  close(): Promise<void>;
}

/** One or the other: what is written in turns does not wait for the disk. */
export type TxOptions =
  | {
      /** Waits until the disk has it, where the engine leaves a choice. */
      durable?: boolean;
      inTurns?: never;
    }
  | {
      /** For many or large writes: the thread serves others in between, who read what was before; who writes waits for its end. */
      inTurns?: boolean;
      durable?: never;
    };

/** Yields a builder and answers its rows. */
export function* rows<T>(builder: PromiseLike<T[]>): Generator<Step, T[], unknown> {
  return (yield builder) as T[];
}

/** Yields a builder and answers its first row, or null. */
export function* first<T>(builder: PromiseLike<T[]>): Generator<Step, T | null, unknown> {
  return ((yield builder) as T[])[0] ?? null;
}

/**
 * Rows of a statement on the request path: built and prepared once per engine (building costs several times what
 * running it does), then run with `values`, which fill the `value(…)` places.
 *
 * @param key names the statement; unique in the package
 */
export function* prepared<T>(
  key: string,
  values: Record<string, unknown>,
  build: () => PromiseLike<T[]>,
): Generator<Step, T[], unknown> {
  return (yield new Prepared(key, values, build)) as T[];
}

/** A place in a prepared statement, encoded as the column is. */
export function value(column: Column, name: string): Param {
  return new Param(sql.placeholder(name), column);
}

/** What such a statement sets or inserts: columns, each from the value of its name. */
export function places(...columns: readonly string[]): never {
  return Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])) as never;
}

/** Inserts many rows, skipping those whose id is already there; answers the ids that were new. */
export function* insertNew<K extends BulkTable>(
  table: Tables[K],
  name: K,
  values: Tables[K]["$inferInsert"][],
): Generator<Step, Set<string>, unknown> {
  if (values.length === 0) return new Set();
  return (yield new BulkInsert(table, name, values)) as Set<string>;
}

/** Tables that `insertNew` takes: their key is `id`. */
export type BulkTable = "executions" | "busMessages" | "busDeliveries";

/** A step that each engine does in its own fastest way. */
export class BulkInsert {
  readonly table: Tables[BulkTable];
  readonly name: BulkTable;
  readonly values: Tables[BulkTable]["$inferInsert"][];

  constructor(table: Tables[BulkTable], name: BulkTable, values: Tables[BulkTable]["$inferInsert"][]) {
    this.table = table;
    this.name = name;
    this.values = values;
  }
}

/** See `prepared`. */
export class Prepared {
  readonly key: string;
  readonly values: Record<string, unknown>;
  readonly build: () => PromiseLike<unknown>;

  constructor(key: string, values: Record<string, unknown>, build: () => PromiseLike<unknown>) {
    this.key = key;
    this.values = values;
    this.build = build;
  }
}
