/** Time ranges of the overview, in hours; a day by default. */
export const overviewRanges = { "1h": 1, "24h": 24, "7d": 168, "30d": 720 } as const;
export type OverviewRange = keyof typeof overviewRanges;
export type OverviewSearch = { range?: OverviewRange | undefined };

export function parseOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const range = search.range;
  return typeof range === "string" && Object.hasOwn(overviewRanges, range) && range !== "24h"
    ? { range: range as OverviewRange }
    : {};
}
