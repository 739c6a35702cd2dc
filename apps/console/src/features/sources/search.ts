import { isSpecifier, type ScriptOrder, scriptOrderNames, scriptOrders } from "@scriptyard/model";

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

/** Reads an address somebody may have typed, in which digits are a number: what makes no sense is left out, never an error. */
export function parseSourcesSearch(search: Record<string, unknown>): SourcesSearch {
  const { open, turned } = search;
  const text = typeof search.text === "number" ? String(search.text) : search.text;
  const range = statusRanges.find((known) => known === search.range);
  const parsed: SourcesSearch = {
    open: typeof open === "string" && isSpecifier(open) ? open : undefined,
    range: range === "24h" ? undefined : range,
    sort: scriptOrderNames.find((known) => known === search.sort),
    turned: turned === true || turned === "true" ? true : undefined,
    text: typeof text === "string" && text.trim() !== "" ? text.trim().slice(0, 200) : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
