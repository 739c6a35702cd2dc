import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { VersionTrust } from "@scriptyard/runner";

/**
 * Which versions the next start accepts is said by files beside the key, not in the database: whoever can write there must
 * not be able to say it.
 */
const signedFile = "versions.signed";
const adoptFile = "versions.adopt";

export function readVersionTrust(dataDir: string): VersionTrust {
  if (existsSync(join(dataDir, adoptFile))) return "any";
  return existsSync(join(dataDir, signedFile)) ? "signed" : "plain";
}

/** All versions have been adopted: from now on only those count that are hashed with the key. */
export async function noteVersionsSigned(dataDir: string): Promise<void> {
  const text = "Published versions here are signed with seal.key; others do not run.\n";
  if (!existsSync(join(dataDir, signedFile)))
    await writeFile(join(dataDir, signedFile), text, { mode: 0o600 });
  await rm(join(dataDir, adoptFile), { force: true });
}

/** After a restore: what the backup holds may be older than the key, or, when that was accepted, hashed with another one. */
export async function noteRestored(dataDir: string, trust: Exclude<VersionTrust, "signed">): Promise<void> {
  await rm(join(dataDir, signedFile), { force: true });
  if (trust === "any")
    await writeFile(join(dataDir, adoptFile), "Versions are accepted as they are at the next start.\n", {
      mode: 0o600,
    });
}
