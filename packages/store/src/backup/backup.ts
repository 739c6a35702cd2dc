import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { privateFile, privateFolder } from "../own-only.ts";

export const backupManifestSchema = z.object({
  format: z.literal(1),
  /** Epoch milliseconds. */
  madeAt: z.number(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).min(1),
  /**
   * The key that opens secrets in it, which is no part of the databases: its fingerprint, and what it seals, as
   * `<realm>/<trigger>`. Absent: made without a key of its own, or by a version that did not say.
   */
  key: z
    .object({
      fingerprint: z.string(),
      seals: z.array(z.string()),
      /** Published versions whose hash was made with it; absent: made before there was such a hash. */
      versions: z.number().optional(),
    })
    .optional(),
});
/** What a backup holds: it is whole when every file has these bytes. */
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export const manifestName = "backup.json";

/**
 * Copies databases into a new folder while they are in use, and says what it holds. The folder appears only when it is
 * whole: a backup that was interrupted leaves nothing that looks like one.
 *
 * @param copies name of each file and how to write it
 */
export async function writeBackup(
  folder: string,
  madeAt: number,
  copies: readonly { name: string; copyTo: (path: string) => Promise<void> }[],
  key?: BackupManifest["key"],
): Promise<BackupManifest> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: privateFolder });
  try {
    const files: BackupManifest["files"] = [];
    for (const { name, copyTo } of copies) {
      const path = join(unfinished, basename(name));
      await copyTo(path);
      await toDisk(path);
      files.push({ name: basename(name), bytes: (await stat(path)).size, sha256: await sha256OfFile(path) });
    }
    const manifest: BackupManifest = { format: 1, madeAt, files, ...(key ? { key } : {}) };
    await writeFile(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: privateFile,
    });
    await rename(unfinished, folder);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
