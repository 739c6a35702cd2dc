import { outcomeErrorTypes, withoutUndefined } from "@scriptyard/model";
import { idPart, oneOf, specifierPart, words } from "../../app/search-parts.ts";

const statuses = ["muted", "resolved", "all"] as const;

/** The errors page as its address. `status` is `open` unless it says otherwise. */
export type ErrorsSearch = {
  status?: (typeof statuses)[number] | undefined;
  script?: string | undefined;
  type?: (typeof outcomeErrorTypes)[number] | undefined;
  text?: string | undefined;
  /** Id of the group in the drawer. */
  open?: string | undefined;
};

export function parseErrorsSearch(search: Record<string, unknown>): ErrorsSearch {
  const parsed: ErrorsSearch = {
    status: oneOf(search.status, statuses),
    script: specifierPart(search.script),
    type: oneOf(search.type, outcomeErrorTypes),
    text: words(search.text),
    open: idPart(search.open, "erg"),
  };
  return withoutUndefined(parsed);
}
