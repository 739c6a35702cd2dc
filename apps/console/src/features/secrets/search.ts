import { withoutUndefined } from "@scriptyard/model";
import { words } from "../../app/search-parts.ts";

/** The page of secrets as its address. */
export type SecretsSearch = {
  /** The secret whose panel is open: `stripe`, or `stripe/shop/pay` of one script alone. */
  open?: string | undefined;
  /** The form for a new one is open; what it is to be called, where that is known. */
  add?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseSecretsSearch(search: Record<string, unknown>): SecretsSearch {
  return withoutUndefined({
    open: words(search.open),
    add: typeof search.add === "string" ? search.add.slice(0, 60) : undefined,
  });
}
