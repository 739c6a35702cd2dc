import { basename } from "node:path";
import { assembleStore } from "./assemble.ts";
import { afterWrites } from "./dialects/sqlite/after-writes.ts";
import { sqliteEngine } from "./dialects/sqlite/engine.ts";
import { openInMemory } from "./dialects/sqlite/in-memory.ts";
import { lockDataFile } from "./dialects/sqlite/lock.ts";
import { migrateSqlite } from "./dialects/sqlite/migrate.ts";
import { foldElsewhere, openAside, openSqlite, type SqliteConnection } from "./dialects/sqlite/open.ts";
import { threadReader } from "./dialects/sqlite/reader/thread-reader.ts";
import { workerWriter } from "./dialects/sqlite/worker-writer.ts";
import { loadMigrations } from "./migrations.ts";
import { directReader } from "./reading/reader.ts";
import { directWriter } from "./records/writer.ts";
import type { TableGroup } from "./schema/index.ts";
import type { Store } from "./store.ts";
import type { Engine } from "./work.ts";

export type StoreOptions = (
  | {
      /** Path of the main database; records go to `<name>-executions.db` beside it. Folders are made. */
      file: string;
    }
  | {
      /** Nothing is kept: for tests and one-off tools. */
      memory: true;
    }
) & {
  /** Epoch milliseconds; injected by tests. */
  now?: () => number;
  /**
   * Says which key the secrets in it are sealed with, without giving it away: goes into the manifest of every backup, so
   * that a restore can tell whether it has the right one. Asked at each backup; null = no key beside the database.
   */
  keyFingerprint?: () => string | null;
};

/**
 * Opens the store on SQLite: creates and migrates the files, and holds them for this process alone until `close`.
 *
 * @throws StoreOpenError with one clear line: newer schema, unwritable folder, damaged file, in use by another process
 * @example await using store = await createStore({ file: "data/scriptyard.db" });
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const opened: { close(): unknown }[] = [];
  const closeAll = () => {
    for (const resource of opened.splice(0).reverse()) resource.close();
  };
  const closing = (raw: SqliteConnection) => {
    opened.push(raw);
    return raw;
  };
  const now = options.now ?? Date.now;
  try {
    const files = "memory" in options ? null : dataFiles(options.file);
    if (files) {
      const lock = lockDataFile(files.main);
      opened.push({ close: () => lock.release() });
    }
    const open = (group: TableGroup): SqliteConnection => {
      if (files === null) return closing(openInMemory(group));
      const raw = closing(openSqlite(files[group], group));
      migrateSqlite(raw, files[group], group, loadMigrations("sqlite", group));
      if (group === "main") foldElsewhere(raw);
      return raw;
    };
    const aside = files && (() => closing(openAside(files.main)));
    const engines: Record<TableGroup, Engine> = {
      main: sqliteEngine(open("main"), aside ?? undefined),
      records: sqliteEngine(open("records")),
    };
    const reader = files ? threadReader(files) : directReader(engines);
    const thread = files ? workerWriter(files) : null;
    const writer = thread ?? directWriter(engines.records);
    const main = thread ? afterWrites(engines.main, () => thread.foldMain()) : engines.main;
    const closeEngines = async () => {
      // What is written in turns is written to its end.
      try {
        await engines.main.close();
      } finally {
        closeAll();
      }
    };
    return assembleStore({ ...engines, main, reader, writer, now }, closeEngines, {
      ...(files ? { names: { main: basename(files.main), records: basename(files.records) } } : {}),
      keyFingerprint: options.keyFingerprint ?? (() => null),
    });
  } catch (error) {
    closeAll();
    throw error;
  }
}

/** The files of a store, from the main one. */
export function dataFiles(file: string): Record<TableGroup, string> {
  return { main: file, records: `${file.replace(/\.(db|sqlite3?)$/, "")}-executions.db` };
}
