import { copyFile, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { dataFiles } from "../create-store.ts";
import { lockDataFile } from "../dialects/sqlite/lock.ts";
import { appliedMigrations } from "../dialects/sqlite/migrate.ts";
import { openSqlite } from "../dialects/sqlite/open.ts";
import { journalTable, loadMigrations, pendingMigrations } from "../migrations.ts";
import { StoreOpenError } from "../open-error.ts";
import { ownOnly } from "../own-only.ts";
import { tableGroups } from "../schema/index.ts";
import { type BackupManifest, backupManifestSchema, manifestName, sha256OfFile } from "./backup.ts";

export type Restored = {
  madeAt: number;
  files: string[];
  /** Where the databases are that were there before; empty when there were none. */
  kept: string[];
};

/**
 * Puts a backup in the place of a store's files. Nothing is touched before every file of the backup was found whole and
 * readable by this build; what was there is kept beside it under another name.
 *
 * @param file path of the main database, as for `createStore`
 * @throws StoreOpenError: no backup, damaged, of a newer schema, or the data folder is in use
 */
export async function restoreBackup(folder: string, file: string, now = Date.now()): Promise<Restored> {
  const manifest = await readBackupManifest(folder);
  const lock = lockDataFile(file);
  try {
    const targets = dataFiles(file);
    const chosen = tableGroups.flatMap((group) => {
      const found = manifest.files.find(({ name }) => name === basename(targets[group]));
      return found ? [{ group, from: join(folder, found.name), to: targets[group], wanted: found }] : [];
    });
    if (!chosen.some(({ group }) => group === "main"))
      throw noBackup(folder, `it has no ${basename(targets.main)}`);
    for (const { group, from, to, wanted } of chosen) {
      if ((await sha256OfFile(from).catch(() => "")) !== wanted.sha256)
        throw noBackup(folder, `${wanted.name} is damaged or missing`);
      // Beside the target, so that putting it in place is one step that cannot fail half way.
      await copyFile(from, `${to}.restoring`);
      // A copy has the mode of what it was copied from, which may have been on a disk without any.
      ownOnly(`${to}.restoring`);
      requireReadable(`${to}.restoring`, group);
    }
    const kept: string[] = [];
    for (const { to } of chosen) {
      // A write-ahead log of the old file must never meet the new one.
      for (const tail of ["-wal", "-shm", ""]) {
        if (!(await exists(to + tail))) continue;
        const aside = `${to}.before-restore-${now}${tail}`;
        await rename(to + tail, aside);
        ownOnly(aside);
        if (tail === "") kept.push(aside);
      }
      await rename(`${to}.restoring`, to);
    }
    return { madeAt: manifest.madeAt, files: chosen.map(({ to }) => to), kept };
  } finally {
    for (const target of Object.values(dataFiles(file)))
      for (const tail of ["", "-wal", "-shm"]) await rm(`${target}.restoring${tail}`, { force: true });
    lock.release();
  }
}

/**
 * What a backup says it holds.
 *
 * @throws StoreOpenError when it is none
 */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  try {
    const text = await readFile(join(folder, manifestName), "utf8");
    const manifest = backupManifestSchema.parse(JSON.parse(text));
    // Names are only names: a manifest must not lead out of its folder.
    if (manifest.files.every(({ name }) => name === basename(name))) return manifest;
  } catch (error) {
    throw noBackup(folder, `its ${manifestName} cannot be read`, error);
  }
  throw noBackup(folder, `its ${manifestName} names files elsewhere`);
}

/** Opens the copy and compares its schema with ours. Migrating is left to the next start. */
function requireReadable(path: string, group: (typeof tableGroups)[number]): void {
  const raw = openSqlite(path, group);
  try {
    pendingMigrations(
      path,
      appliedMigrations(raw, path, journalTable(group)),
      loadMigrations("sqlite", group),
    );
  } finally {
    raw.close();
  }
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function noBackup(folder: string, why: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError(
    "corrupt",
    folder,
    `${folder} is no whole backup: ${why}. Choose a folder that \`scriptyard backup\` made, e.g. one below ${join(dirname(folder), "backups")}.`,
    cause,
  );
}
