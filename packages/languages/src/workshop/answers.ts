/** Answers by what was asked; the least recently used go first. */
export function createAnswers(mostUnits = 32_000_000) {
  const kept = new Map<string, { value: unknown; units: number }>();
  let units = 0;
  return {
    get(key: string): unknown {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key: string, value: unknown): void {
      const size = sizeOf(value);
      kept.set(key, { value, units: size });
      units += size;
      for (const [oldest, one] of kept) {
        if (units <= mostUnits) break;
        kept.delete(oldest);
        units -= one.units;
      }
    },
  };
}

/** About: the texts and lists in it. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length * 2 + 50;
  if (typeof value !== "object" || value === null) return 20;
  let size = 50;
  for (const part of Array.isArray(value) ? value : Object.values(value)) size += sizeOf(part);
  return size;
}
