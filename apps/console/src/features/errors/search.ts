import { isSpecifier, outcomeErrorTypes } from "@scriptyard/model";

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
  const text = typeof search.text === "number" ? String(search.text) : search.text;
  const parsed: ErrorsSearch = {
    status: statuses.find((known) => known === search.status),
    script: typeof search.script === "string" && isSpecifier(search.script) ? search.script : undefined,
    type: outcomeErrorTypes.find((known) => known === search.type),
    text: typeof text === "string" && text.trim() !== "" ? text.trim().slice(0, 200) : undefined,
    open: typeof search.open === "string" && /^erg_[0-9a-z]+$/.test(search.open) ? search.open : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
