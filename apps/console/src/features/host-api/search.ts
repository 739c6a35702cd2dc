export type HostApiSearch = {
  q?: string | undefined;
  /** Name of the function, hook or type that is shown, e.g. `flow.set`. */
  item?: string | undefined;
};

export function parseHostApiSearch(search: Record<string, unknown>): HostApiSearch {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  const q = text(search.q);
  const item = text(search.item);
  return { ...(q ? { q } : {}), ...(item ? { item } : {}) };
}
