export type HttpApiSearch = {
  q?: string | undefined;
  /** Of the operation that is shown, e.g. `publishMessage`. */
  operation?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function parseHttpApiSearch(search: Record<string, unknown>): HttpApiSearch {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
  const q = text(search.q);
  const operation = text(search.operation);
  return { ...(q ? { q } : {}), ...(operation ? { operation } : {}) };
}
