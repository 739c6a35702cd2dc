import { createHash, timingSafeEqual } from "node:crypto";

/** What the database keeps of secrets. */
export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** In the same time wherever they differ. Either may be anything a caller sent. */
export function sameHash(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
