import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { driverCode } from "../../faults.ts";
import { StoreOpenError } from "../../open-error.ts";
import { ownOnly, privateFolder } from "../../own-only.ts";
import type { TableGroup } from "../../schema/index.ts";

export type SqliteConnection = Database.Database;

/** Opens or creates a database file (or `:memory:`) with our settings; the folder is made when it is missing. */
export function openSqlite(file: string, group: TableGroup): SqliteConnection {
  if (file === ":memory:") {
    const raw = new Database(file);
    raw.pragma("foreign_keys = ON");
    return raw;
  }
  let raw: SqliteConnection | undefined;
  try {
    makeFolder(dirname(file));
    raw = new Database(file);
    // Damage shows at the first read, so these also probe the file.
    raw.pragma("busy_timeout = 5000");
    if (raw.pragma("journal_mode = WAL", { simple: true }) !== "wal") throw new Error("WAL mode was refused");
    raw.pragma("synchronous = NORMAL");
    raw.pragma("foreign_keys = ON");
    // SQLite gives its log the database's mode; what an earlier version made is put right here.
    for (const tail of ["", "-wal", "-shm"]) ownOnly(file + tail);
    // The precious file is small: read all of it once. Records may be gigabytes, there the schema must do.
    const found = group === "main" ? raw.pragma("quick_check(1)", { simple: true }) : "ok";
    if (found !== "ok") throw corrupt(file, new Error(String(found)));
    return raw;
  } catch (error) {
    raw?.close();
    throw toOpenError(file, error);
  }
}

/** Opens a file that another connection of this process has made, migrated and holds: to read, never to write. */
export function openToRead(file: string): SqliteConnection {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/**
 * How much of the main file's log is kept until a thread folds it in. Where that does not come to it, as a net, the main
 * thread does so itself at four times as much.
 */
export const logBytes = 16_000_000;

/**
 * Leaves folding the log into the file to `openToFold`'s connection: that is megabytes and waiting for the disk, whoever
 * has the bad luck to write when it falls due. The log is cut when it begins anew, so that its size says what is in it.
 */
export function foldElsewhere(raw: SqliteConnection): void {
  const pageBytes = raw.pragma("page_size", { simple: true }) as number;
  raw.pragma(`wal_autocheckpoint = ${Math.round((4 * logBytes) / pageBytes)}`);
  raw.pragma("journal_size_limit = 0");
}

/**
 * Opens a file that another connection of this process has made, migrated and holds: to write what is written in turns. It
 * hands its pages to the log as it goes, so that little is left for the commit, and never folds the log in, however large that is.
 */
export function openAside(file: string): SqliteConnection {
  const raw = new Database(file, { fileMustExist: true });
  raw.pragma("busy_timeout = 5000");
  raw.pragma("synchronous = NORMAL");
  raw.pragma("foreign_keys = ON");
  raw.pragma("cache_size = -2000");
  raw.pragma("wal_autocheckpoint = 0");
  return raw;
}

/** Opens a file that another connection of this process holds: to fold its log in, and for nothing else. */
export function openToFold(file: string): SqliteConnection {
  return new Database(file, { fileMustExist: true });
}

/** Like `mkdir -p`. Node's own recursive mkdir never returns where a file system answers ENOENT for good (`/proc`). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path, privateFolder);
}

export function toOpenError(file: string, error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  const code = driverCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code)) return corrupt(file, error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return new StoreOpenError(
      "locked",
      file,
      `${file} is in use by another program (${reason}). Stop it, or choose another data folder.`,
      error,
    );
  if (
    /^(SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|ENOSPC|EISDIR)/.test(
      code,
    )
  )
    return new StoreOpenError(
      "unwritable",
      file,
      `${file} cannot be written (${reason}). Make its folder writable for this user, or choose another data folder.`,
      error,
    );
  return new StoreOpenError("failed", file, `${file} could not be opened: ${reason}.`, error);
}

function corrupt(file: string, cause: unknown): StoreOpenError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreOpenError(
    "corrupt",
    file,
    `${file} is damaged or not an SQLite database (${reason}). Restore it from a backup, or move it away to begin with an empty one.`,
    cause,
  );
}
