import { withoutUndefined } from "@scriptyard/model";
import { typed } from "../../app/search-parts.ts";

export type HttpApiSearch = {
  q?: string | undefined;
  /** Of the operation that is shown, e.g. `publishMessage`. */
  operation?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseHttpApiSearch(search: Record<string, unknown>): HttpApiSearch {
  return withoutUndefined({ q: typed(search.q), operation: typed(search.operation) });
}
