import { hostname } from "node:os";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { driverCode } from "../../faults.ts";
import { StoreOpenError } from "../../open-error.ts";
import { ownOnly } from "../../own-only.ts";
import { makeFolder, toOpenError } from "./open.ts";

/**
 * One process per data file. The lock is an open write transaction on `<file>.lock`, itself a tiny SQLite database
 * that says who holds it: the operating system drops the lock when its process dies however it dies, so there is no
 * stale lock and no guessing whether a pid was reused or belongs to another container.
 *
 * Hazard: never open the lock file other than through SQLite; closing any descriptor of a file drops the process's
 * POSIX locks on it.
 */
export function lockDataFile(file: string): { release(): void } {
  const lockFile = `${file}.lock`;
  let lock: Database.Database | undefined;
  try {
    makeFolder(dirname(lockFile));
    lock = new Database(lockFile, { timeout: 0 });
    lock.exec("begin immediate");
    ownOnly(lockFile);
    lock.exec("create table if not exists holder (pid integer, host text, since text); delete from holder");
    lock
      .prepare("insert into holder values (?, ?, ?)")
      .run(process.pid, hostname(), new Date().toISOString());
    lock.exec("commit; begin immediate");
    const held = lock;
    return {
      release() {
        held.exec("rollback");
        held.close();
      },
    };
  } catch (error) {
    const busy = driverCode(error).startsWith("SQLITE_BUSY");
    const holder = busy && lock ? readHolder(lock) : null;
    lock?.close();
    if (!busy) throw toOpenError(lockFile, error);
    const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : "another process";
    throw new StoreOpenError(
      "locked",
      file,
      `${file} is in use by ${who}. Stop that process first, or choose another data folder.`,
      error,
    );
  }
}

function readHolder(lock: Database.Database): { pid: number; host: string; since: string } | null {
  try {
    return lock.prepare("select pid, host, since from holder").get() as ReturnType<typeof readHolder>;
  } catch {
    return null; // The holder is just writing its name.
  }
}
