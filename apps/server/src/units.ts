const durations = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

const sizes = [
  ["GB", 1_000_000_000],
  ["MB", 1_000_000],
  ["KB", 1_000],
  ["GIB", 1_073_741_824],
  ["MIB", 1_048_576],
  ["KIB", 1_024],
  ["B", 1],
] as const;

/** Milliseconds of `5s`, `1.5 h` or `250ms`; null when it is not a time. A number alone is none: of what? */
export function parseDuration(text: string): number | null {
  return measured(text, (unit) => durations.find(([name]) => name === unit.toLowerCase())?.[1]);
}

/** Bytes of `10MB`, `1.5 GiB` or `10485760`; null when it is not a size. */
export function parseBytes(text: string): number | null {
  return measured(text, (unit) =>
    unit === "" ? 1 : sizes.find(([name]) => name === unit.toUpperCase())?.[1],
  );
}

/** The same in its largest whole unit, so that it reads back as the same number: 5000 → `5s`. */
export function showDuration(ms: number): string {
  const [unit, size] = durations.find(([, size]) => ms >= size && ms % size === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
}

/** 10000000 → `10MB`. */
export function showBytes(bytes: number): string {
  const [unit, size] = sizes.find(([, size]) => bytes >= size && bytes % size === 0) ?? ["B", 1];
  return `${bytes / size}${unit === "GIB" || unit === "MIB" || unit === "KIB" ? `${unit[0]}iB` : unit}`;
}

function measured(text: string, sizeOf: (unit: string) => number | undefined): number | null {
  const match = /^(\d{1,16}(?:\.\d{1,6})?)\s*([a-z]*)$/i.exec(text.trim());
  const size = match === null ? undefined : sizeOf(match[2] ?? "");
  if (match === null || size === undefined) return null;
  const value = Number(match[1]) * size;
  // A part of the smallest unit is a slip, not a wish.
  return Number.isSafeInteger(Math.round(value)) && Math.abs(value - Math.round(value)) < 1e-6
    ? Math.round(value)
    : null;
}
