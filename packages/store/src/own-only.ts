import { chmodSync, statSync } from "node:fs";

/** Files that hold password hashes, inputs of runs and keys: for the user the process runs as, nobody else. */
export const privateFile = 0o600;
export const privateFolder = 0o700;

/**
 * Takes a file or folder from everybody but its owner; what is not there stays so. By `chmod`, never by opening: closing any
 * descriptor of a database's lock file would drop the lock.
 *
 * @returns whether others had access before
 */
export function ownOnly(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & 0o077) === 0) return false;
  // Windows has other permissions: there nothing of this shows in the mode.
  if (process.platform === "win32") return false;
  chmodSync(path, found.isDirectory() ? privateFolder : privateFile);
  return true;
}
