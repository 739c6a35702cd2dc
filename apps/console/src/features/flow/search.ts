export type FlowSearch = {
  /** Selected node; its summary is open. */
  node?: string | undefined;
  /** Open while a flow is tried. */
  try?: true | undefined;
  /** As whom it is tried; without it the first visitor there is. */
  visitor?: string | undefined;
  /** Which scripts the walk runs; drafts without it. */
  scripts?: "live" | undefined;
  /** The walk under way: coming back goes on with it. */
  walk?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseFlowSearch(search: Record<string, unknown>): FlowSearch {
  const { node, visitor, walk } = search;
  const parsed: FlowSearch = {
    node: typeof node === "string" && node !== "" ? node : undefined,
    try: search.try === true || search.try === "true" ? true : undefined,
    visitor: typeof visitor === "string" && visitor !== "" ? visitor : undefined,
    scripts: search.scripts === "live" ? "live" : undefined,
    walk: typeof walk === "string" && /^fls_[0-9a-z]+$/.test(walk) ? walk : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
