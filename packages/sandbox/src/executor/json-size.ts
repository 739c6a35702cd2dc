import type { Json } from "@scriptyard/model";

/**
 * Measures values as UTF-8 JSON text without making the text: a key that a thousand objects share is one string here and a
 * thousand in JSON, so a value of some hundred kilobytes can be gigabytes of text. Counts no further than past `limit`.
 *
 * @example const measure = createJsonMeter(); measure({ a: [1, "é"] }, 100); // 14
 */
export function createJsonMeter(): (value: Json, limit: number) => number {
  const keys = new Map<string, number>();
  const keyBytes = (key: string) => {
    let bytes = keys.get(key);
    if (bytes === undefined) {
      bytes = textBytes(key) + 1;
      keys.set(key, bytes);
    }
    return bytes;
  };

  /** Values are at most 100 levels deep (`MAX_DEPTH`), so recursion is safe. */
  const measure = (value: Json, limit: number): number => {
    if (typeof value === "string") return textBytes(value);
    if (typeof value !== "object" || value === null) return String(value).length;
    // Brackets, and commas between the parts.
    let bytes = 2;
    if (Array.isArray(value)) {
      bytes += Math.max(0, value.length - 1);
      for (let i = 0; i < value.length && bytes <= limit; i++) bytes += measure(value[i]!, limit - bytes);
      return bytes;
    }
    const names = Object.keys(value);
    bytes += Math.max(0, names.length - 1);
    for (let i = 0; i < names.length && bytes <= limit; i++) {
      const name = names[i]!;
      bytes += keyBytes(name);
      if (bytes <= limit) bytes += measure(value[name]!, limit - bytes);
    }
    return bytes;
  };
  return measure;
}

const textBytes = (text: string) => Buffer.byteLength(JSON.stringify(text));
