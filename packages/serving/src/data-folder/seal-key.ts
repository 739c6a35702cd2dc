import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartError } from "../start-error.ts";

/**
 * The key that secrets in the database are sealed with. A file beside the database, readable by its owner alone, so that a
 * copy of the database by itself opens none of them. Made at the first start; a backup needs both.
 *
 * @param expected there must be one: it was used before
 * @throws StartError when the file holds something else, or is missing where it is expected
 */
export async function readSealKey(dataDir: string, expected = false): Promise<string> {
  const file = join(dataDir, sealKeyFile);
  const known = await knownSealKey(dataDir);
  if (known !== null) return known;
  if (expected)
    throw new StartError(
      `${file} is missing, and the published versions here are signed with it. Put it back from where you keep a copy. Without one, rename ${join(dataDir, "versions.signed")} to versions.adopt: versions are then accepted as they are, and endpoints that check signatures need new secrets.`,
    );
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // `wx`: of two processes that start together one makes it, and both read what was written.
  await writeFile(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
  const made = await knownSealKey(dataDir);
  if (made === null) throw new StartError(`${file} could not be written.`);
  return made;
}

/** Its name, in a data folder and in a backup that holds it. */
export const sealKeyFile = "seal.key";

/** Tells one key from another without giving it away: a key is 32 random bytes, which nobody finds from their hash. */
export function sealKeyFingerprint(key: string): string {
  return createHash("sha256").update(`scriptyard seal key ${key}`).digest("hex").slice(0, 32);
}

/**
 * The key in a folder; null when there is none.
 *
 * @throws StartError when the file holds something else
 */
export async function knownSealKey(folder: string): Promise<string | null> {
  const file = join(folder, sealKeyFile);
  let text: string;
  try {
    text = (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new StartError(
    `${file} is not a key of Scriptyard. Restore it from a backup, or remove it: secrets of triggers then have to be made anew.`,
  );
}
