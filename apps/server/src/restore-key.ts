import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { knownSealKey, sealKeyFile, sealKeyFingerprint } from "@scriptyard/serving/data-folder";
import { StartError } from "@scriptyard/serving/start-error";
import type { BackupManifest } from "@scriptyard/store";

export type KeyPlan = {
  /** Key to put into the data folder; null = what is there stays. */
  install: string | null;
  /** What whoever restores should know. */
  notes: string[];
  /** Which versions the next start accepts: see `VersionTrust`. */
  trust: "plain" | "any";
};

/**
 * Which key a restored backup needs, and whether it is there. Nothing is touched yet.
 *
 * @throws StartError when secrets of the backup would be lost, saying which, unless `withoutKey` accepts that
 */
export async function planKey(restore: {
  folder: string;
  dataDir: string;
  manifest: Pick<BackupManifest, "key">;
  withoutKey: boolean;
}): Promise<KeyPlan> {
  const { folder, dataDir, manifest, withoutKey } = restore;
  const brought = await knownSealKey(folder);
  const there = await knownSealKey(dataDir);
  const needed = manifest.key;
  if (needed === undefined)
    return {
      trust: "plain",
      install: brought === there ? null : brought,
      notes:
        brought === null
          ? [
              `The backup does not say which ${sealKeyFile} it was made with. Secrets open if ${dataDir} has it.`,
            ]
          : [],
    };
  const fits = (key: string | null) => key !== null && sealKeyFingerprint(key) === needed.fingerprint;
  if (fits(brought)) return { trust: "plain", install: brought === there ? null : brought, notes: [] };
  if (fits(there) || (needed.seals.length === 0 && (needed.versions ?? 0) === 0))
    return { trust: "plain", install: null, notes: [] };
  if (withoutKey) return { trust: "any", install: null, notes: lost(needed) };
  throw new StartError(missing({ folder, dataDir, brought, there, needed }));
}

/**
 * Puts the key in place, for its owner alone; the one that was there is kept beside it.
 *
 * @returns paths of what was kept
 */
export async function installKey({ install }: KeyPlan, dataDir: string, now: number): Promise<string[]> {
  if (install === null) return [];
  const file = join(dataDir, sealKeyFile);
  await writeFile(`${file}.restoring`, `${install}\n`, { mode: 0o600 });
  const aside = `${file}.before-restore-${now}`;
  const kept = (await knownSealKey(dataDir)) === null ? [] : [aside];
  for (const path of kept) await rename(file, path);
  await rename(`${file}.restoring`, file);
  return kept;
}

function missing(at: {
  folder: string;
  dataDir: string;
  brought: string | null;
  there: string | null;
  needed: NonNullable<BackupManifest["key"]>;
}): string {
  const { folder, dataDir, brought, there, needed } = at;
  const state = (key: string | null, place: string) =>
    key === null ? `${place} has none` : `the one in ${place} is another (${sealKeyFingerprint(key)})`;
  return [
    `This backup needs the ${sealKeyFile} it was made with (fingerprint ${needed.fingerprint}): ${uses(needed)}.`,
    `${state(brought, folder)}, ${state(there, dataDir)}. Nothing was changed.`,
    `Copy ${sealKeyFile} from the data folder of the old server into ${folder} or ${dataDir}, and restore again;`,
    "or restore with --without-key: those secrets are lost then, and versions are accepted unchecked; everything else comes back.",
  ].join("\n");
}

type KeyUses = NonNullable<BackupManifest["key"]>;

function uses({ seals, versions = 0 }: KeyUses): string {
  const opens = seals.length > 0 ? [`it opens the secrets of ${named(seals)}`] : [];
  const shows = versions > 0 ? [`it shows that ${versions} published versions are what was published`] : [];
  return [...shows, ...opens].join("; ");
}

function lost({ seals, versions = 0 }: KeyUses): string[] {
  const secrets = `Lost without the key: the secrets of ${named(seals)}. These endpoints stay switched off until they get new ones: console, Triggers; partners get theirs under Settings.`;
  const unchecked = `Not checked without the key: whether ${versions} published versions are what was published. They are accepted as they are in the backup, at the next start.`;
  return [...(seals.length > 0 ? [secrets] : []), ...(versions > 0 ? [unchecked] : [])];
}

const mostNamed = 10;

function named(seals: readonly string[]): string {
  const shown = seals.slice(0, mostNamed).join(", ");
  const more = seals.length > mostNamed ? ` and ${seals.length - mostNamed} more` : "";
  return `${seals.length} signed ${seals.length === 1 ? "endpoint" : "endpoints"}: ${shown}${more}`;
}
