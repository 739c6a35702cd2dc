import type { ScriptStatus } from "./words.ts";

type Value = string | number | null;

/** What a column sorts by, and what a reader wants on top: names from a, figures from the largest. */
const columns = {
  script: { of: ({ module, name }) => `${module}/${name}`, first: "smallest" },
  text: { of: textOrder, first: "smallest" },
  compiled: { of: (row) => row.compileUs, first: "largest" },
  runs: { of: (row) => row.runs, first: "largest" },
  // Who looks at this looks for what fails.
  success: { of: (row) => row.successRate, first: "smallest" },
  p50: { of: (row) => row.p50Us, first: "largest" },
  p95: { of: (row) => row.p95Us, first: "largest" },
  p99: { of: (row) => row.p99Us, first: "largest" },
  error: { of: (row) => row.lastError?.at ?? null, first: "largest" },
  run: { of: (row) => row.lastRunAt, first: "largest" },
} as const satisfies Record<string, { of: (row: ScriptStatus) => Value; first: "smallest" | "largest" }>;

export type SortKey = keyof typeof columns;
export const sortKeys = Object.keys(columns) as SortKey[];

/** By layer, then version; what cannot run comes last. */
function textOrder({ layer, version }: ScriptStatus): string | null {
  return layer && `${["version", "file", "default"].indexOf(layer)} ${String(version ?? 0).padStart(9, "0")}`;
}

/** Rows in the order asked for; those without a figure come last either way, equal ones keep their order by name. */
export function sortedBy(rows: readonly ScriptStatus[], key: SortKey, turned: boolean): ScriptStatus[] {
  const { of, first } = columns[key];
  const sign = (first === "smallest") !== turned ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  });
}

/** As `aria-sort` says it. */
export function directionOf(key: SortKey, turned: boolean): "ascending" | "descending" {
  return (columns[key].first === "smallest") !== turned ? "ascending" : "descending";
}
