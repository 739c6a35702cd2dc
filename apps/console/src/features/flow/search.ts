export type FlowSearch = {
  /** Selected node; its summary is open. */
  node?: string | undefined;
  /** Open while a flow is tried. */
  try?: true | undefined;
};

export function parseFlowSearch(search: Record<string, unknown>): FlowSearch {
  return {
    ...(typeof search.node === "string" && search.node !== "" ? { node: search.node } : {}),
    ...(search.try === true ? { try: true as const } : {}),
  };
}
