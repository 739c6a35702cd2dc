/** The sources page as its address. */
export type SourcesSearch = {
  /** `module/name` of the script in the drawer. */
  open?: string | undefined;
};

export function parseSourcesSearch(search: Record<string, unknown>): SourcesSearch {
  return typeof search.open === "string" && /^[a-z0-9_-]+\/[a-z0-9_-]+$/.test(search.open)
    ? { open: search.open }
    : {};
}
