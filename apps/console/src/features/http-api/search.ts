export type HttpApiSearch = {
  q?: string | undefined;
  /** Of the operation that is shown, e.g. `publishMessage`. */
  operation?: string | undefined;
};

/** Reads an address somebody may have typed, in which digits are a number: what makes no sense is left out. */
export function parseHttpApiSearch(search: Record<string, unknown>): HttpApiSearch {
  const text = (value: unknown): string | undefined => {
    const read = typeof value === "number" ? String(value) : value;
    return typeof read === "string" && read !== "" ? read.slice(0, 200) : undefined;
  };
  const q = text(search.q);
  const operation = text(search.operation);
  return { ...(q ? { q } : {}), ...(operation ? { operation } : {}) };
}
