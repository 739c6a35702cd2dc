import { createHash } from "node:crypto";
import { canonicalJson } from "@scriptyard/host-kit";
import type { Version } from "@scriptyard/model";

/** What a version's hash covers: all that decides what runs. The number is given by the store later, so it is not part. */
export type HashedParts = Pick<
  Version,
  | "scriptId"
  | "language"
  | "hook"
  | "source"
  | "compiled"
  | "map"
  | "libraries"
  | "limits"
  | "securityLevel"
  | "declarationsHash"
>;

/** sha-256 (hex) over a version's canonical JSON; checked again whenever a version is loaded to run. */
export function versionHash(parts: HashedParts): string {
  const {
    scriptId,
    language,
    hook,
    source,
    compiled,
    map,
    libraries,
    limits,
    securityLevel,
    declarationsHash,
  } = parts;
  const covered = { scriptId, language, hook, source, compiled, map, libraries, limits, securityLevel };
  // Sorted keys: a database that reorders an object's keys must not change its hash.
  return createHash("sha256")
    .update(canonicalJson({ ...covered, declarationsHash }))
    .digest("hex");
}
