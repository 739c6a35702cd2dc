import type { Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { versionHash } from "../version-hash.ts";

/**
 * The version, when its bytes still have the hash they were published with on this installation.
 *
 * @throws Fault `internal` when somebody edited the database: such a script must never run
 */
export function verifyVersion(version: Version, key: Buffer): Version {
  const actual = versionHash(version, key);
  if (actual === version.sha256) return version;
  throw new Fault(
    "internal",
    `Version ${version.number} of script ${version.scriptId} does not have the content it was published with ` +
      `(${actual.slice(0, 12)}… with this server's seal.key, published as ${version.sha256.slice(0, 12)}…). It will not run. ` +
      "Somebody changed the database, or seal.key is another one: put the key back, restore a backup, or publish the script again.",
  );
}
