import { createHash } from "node:crypto";

/**
 * What tries are counted under is made of what strangers name: ids may be kilobytes long, and tens of thousands of keys are
 * kept. A long one is known by its digest alone. No other key is taken for a digest: what is as long as one becomes one.
 */
export function boundedKey(key: string): string {
  if (key.length <= longestKey) return key;
  // By its code units: in UTF-8 all broken characters are the same.
  return `#${createHash("sha256").update(Buffer.from(key, "utf16le")).digest("hex")}`;
}

/** One less than a digest has with its mark. */
const longestKey = 64;
