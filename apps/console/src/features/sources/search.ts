import { type ScriptOrder, scriptOrderNames, scriptOrders, withoutUndefined } from "@scriptyard/model";
import { flag, oneOf, specifierPart, words } from "../../app/search-parts.ts";

/** Windows of time for the figures; a day by default. */
export const statusRanges = ["1h", "24h", "7d"] as const;
export type StatusRange = (typeof statusRanges)[number];

/** The sources page as its address. */
export type SourcesSearch = {
  /** `module/name` of the script in the drawer. */
  open?: string | undefined;
  range?: StatusRange | undefined;
  sort?: ScriptOrder | undefined;
  /** Against the column's own direction. */
  turned?: true | undefined;
  /** A part of the name. */
  text?: string | undefined;
};

/** As `aria-sort` says it. */
export function directionOf(order: ScriptOrder, turned: boolean): "ascending" | "descending" {
  return (scriptOrders[order] === "smallest") !== turned ? "ascending" : "descending";
}

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseSourcesSearch(search: Record<string, unknown>): SourcesSearch {
  const range = oneOf(search.range, statusRanges);
  const parsed: SourcesSearch = {
    open: specifierPart(search.open),
    range: range === "24h" ? undefined : range,
    sort: oneOf(search.sort, scriptOrderNames),
    turned: flag(search.turned),
    text: words(search.text),
  };
  return withoutUndefined(parsed);
}
