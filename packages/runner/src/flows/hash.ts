import { createHash, timingSafeEqual } from "node:crypto";

/** What the database keeps of secrets. */
export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** In the same time wherever they differ. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
