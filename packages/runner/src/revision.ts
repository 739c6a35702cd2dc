import { createHash } from "node:crypto";

/**
 * What whoever changes something has looked at, as one word: another one as soon as one of its parts is another.
 *
 * @example revisionOf([trigger.name, trigger.config]) // "r3c0…", 22 characters of base64url
 */
export function revisionOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}
