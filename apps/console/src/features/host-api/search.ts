import { withoutUndefined } from "@scriptyard/model";
import { typed } from "../../app/search-parts.ts";

export type HostApiSearch = {
  q?: string | undefined;
  /** Name of the function, hook or type that is shown, e.g. `flow.set`. */
  item?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseHostApiSearch(search: Record<string, unknown>): HostApiSearch {
  return withoutUndefined({ q: typed(search.q), item: typed(search.item) });
}
