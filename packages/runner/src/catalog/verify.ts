import type { Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { versionHash } from "../publish/hash.ts";

/**
 * The version, when its bytes still have the hash they were published with.
 *
 * @throws Fault `internal` when somebody edited the database: such a script must never run
 */
export function verifyVersion(version: Version): Version {
  const actual = versionHash(version);
  if (actual === version.sha256) return version;
  throw new Fault(
    "internal",
    `Version ${version.number} of script ${version.scriptId} does not have the content it was published with ` +
      `(sha-256 ${actual.slice(0, 12)}…, published ${version.sha256.slice(0, 12)}…). It will not run. ` +
      "Restore the database from a backup, or publish the script again.",
  );
}
