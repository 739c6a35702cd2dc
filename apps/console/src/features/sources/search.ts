import { isSpecifier } from "@scriptyard/model";
import { type SortKey, sortKeys } from "./sort.ts";

/** Windows of time for the figures; a day by default. */
export const statusRanges = ["1h", "24h", "7d"] as const;
export type StatusRange = (typeof statusRanges)[number];

/** The sources page as its address. */
export type SourcesSearch = {
  /** `module/name` of the script in the drawer. */
  open?: string | undefined;
  range?: StatusRange | undefined;
  sort?: SortKey | undefined;
  /** Against the column's own direction. */
  turned?: true | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseSourcesSearch(search: Record<string, unknown>): SourcesSearch {
  const { open, turned } = search;
  const range = statusRanges.find((known) => known === search.range);
  const parsed: SourcesSearch = {
    open: typeof open === "string" && isSpecifier(open) ? open : undefined,
    range: range === "24h" ? undefined : range,
    sort: sortKeys.find((known) => known === search.sort),
    turned: turned === true || turned === "true" ? true : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
