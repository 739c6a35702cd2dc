import { kindsOfTrigger, type TriggerKind, withoutUndefined } from "@scriptyard/model";
import { flag, idPart, oneOf } from "../../app/search-parts.ts";

export const triggerTabs = ["settings", "test", "runs", "letters"] as const;
export type TriggerTab = (typeof triggerTabs)[number];

/** The triggers page as its address. */
export type TriggersSearch = {
  /** Id of the trigger in the drawer, and its tab. */
  open?: string | undefined;
  tab?: TriggerTab | undefined;
  /** A trigger of this kind is being made. */
  new?: TriggerKind | undefined;
  /** The dead letters of the whole realm are in the drawer: also those of triggers that were removed. */
  letters?: true | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseTriggersSearch(search: Record<string, unknown>): TriggersSearch {
  const parsed: TriggersSearch = {
    open: idPart(search.open, "trg"),
    tab: oneOf(search.tab, triggerTabs),
    letters: flag(search.letters),
    new: oneOf(search.new, kindsOfTrigger),
  };
  return withoutUndefined(parsed);
}
