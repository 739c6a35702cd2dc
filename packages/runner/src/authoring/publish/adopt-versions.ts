import type { Store } from "@scriptyard/store";
import { plainVersionHash, versionHash } from "../../texts/version-hash.ts";

/**
 * What versions are accepted that this installation's key did not hash. `signed`: none. `plain`: those whose plain sha-256 is
 * right, as versions had it before there was a key. `any`: all, after a restore without the key they were hashed with.
 */
export type VersionTrust = "signed" | "plain" | "any";

/** Gives versions that are accepted the hash they need from now on. */
export async function adoptVersions(
  store: Pick<Store, "versions">,
  key: Buffer,
  trust: VersionTrust,
): Promise<void> {
  if (trust === "signed") return;
  for (const id of await store.versions.ids()) {
    const version = await store.versions.byId(id);
    if (version === null) continue;
    const hash = versionHash(version, key);
    if (version.sha256 === hash) continue;
    if (trust === "any" || version.sha256 === plainVersionHash(version))
      await store.versions.rehash(id, hash);
  }
}
