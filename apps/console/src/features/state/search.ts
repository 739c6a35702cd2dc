import { type StateScope, stateScopes, withoutUndefined } from "@scriptyard/model";
import { idPart, oneOf, words } from "../../app/search-parts.ts";

/** The page of state as its address. */
export type StateSearch = {
  /** Id of the entry in the drawer. */
  open?: string | undefined;
  scope?: StateScope | undefined;
  /** A part of an owner or a key. */
  text?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseStateSearch(search: Record<string, unknown>): StateSearch {
  return withoutUndefined({
    open: idPart(search.open, "sta"),
    scope: oneOf(search.scope, stateScopes),
    text: words(search.text),
  });
}
