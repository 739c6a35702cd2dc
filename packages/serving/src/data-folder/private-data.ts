import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ownOnly } from "@scriptyard/store";
import type { Logger } from "pino";

/** What the product keeps in a data folder; anything else that lies there is none of its business. */
const ours = /^(scriptyard.*\.(db|lock)(-wal|-shm|\.before-restore-.*)?|seal\.key.*|versions\..*|backups)$/;

/**
 * Takes a data folder and what is in it from everybody but this user: databases and backups hold password hashes and the
 * inputs of runs. Those of earlier versions were open to the machine. A folder that is not there is made private later.
 */
export function makePrivate(dataDir: string, log: Pick<Logger, "warn">): void {
  if (!existsSync(dataDir)) return;
  const found = statSync(dataDir);
  const tightened: string[] = [];
  const tighten = (path: string) => {
    try {
      if (ownOnly(path)) tightened.push(path);
    } catch (error) {
      // Somebody else's file: the start may go on, and whoever reads the log can put it right.
      log.warn({ err: error, path }, "other users of this machine may read it, and it cannot be changed");
    }
  };
  // A folder that everybody may write to by design, such as /tmp, is not ours to close.
  if ((found.mode & 0o1000) === 0) tighten(dataDir);
  for (const name of readdirSync(dataDir)) if (ours.test(name)) walk(join(dataDir, name), tighten);
  if (tightened.length > 0)
    log.warn(
      { paths: tightened.slice(0, 20), count: tightened.length },
      "was open to other users of this machine; now only its owner has access",
    );
}

function walk(path: string, visit: (path: string) => void): void {
  visit(path);
  if (!statSync(path).isDirectory()) return;
  // A link leads elsewhere: what it names is not ours to change.
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (!entry.isSymbolicLink()) walk(join(path, entry.name), visit);
}
