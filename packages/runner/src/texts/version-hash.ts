import { createHash, createHmac, hkdfSync } from "node:crypto";
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
  | "unknownOutcome"
>;

/**
 * HMAC-SHA-256 (hex) over a version's canonical JSON, with a key of the installation; checked again whenever a version is
 * loaded to run. Without a key whoever can write to the database could make the hash of what they put there.
 */
export function versionHash(parts: HashedParts, key: Buffer): string {
  return createHmac("sha256", key).update(covered(parts)).digest("hex");
}

/** What versions had before there was a key: their hash as anybody can make it. */
export function plainVersionHash(parts: HashedParts): string {
  return createHash("sha256").update(covered(parts)).digest("hex");
}

/** @param sealKey the installation's key; versions get one of their own, which says nothing about it */
export function versionKeyOf(sealKey: string): Buffer {
  return Buffer.from(hkdfSync("sha256", sealKey, "", "scriptyard version", 32));
}

function covered(parts: HashedParts): string {
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
    unknownOutcome,
  } = parts;
  const all = { scriptId, language, hook, source, compiled, map, libraries, limits, securityLevel };
  // Sorted keys: a database that reorders an object's keys must not change its hash.
  // Versions of before there was the rule keep the hash they have; whoever takes it away from a later one breaks its hash.
  return canonicalJson({ ...all, declarationsHash, ...(unknownOutcome !== null && { unknownOutcome }) });
}
