export const kindNames = ["http", "bus", "schedule", "tool"] as const;
export type KindName = (typeof kindNames)[number];

export const triggerTabs = ["settings", "test", "runs", "letters"] as const;
export type TriggerTab = (typeof triggerTabs)[number];

/** The triggers page as its address. */
export type TriggersSearch = {
  /** Id of the trigger in the drawer, and its tab. */
  open?: string | undefined;
  tab?: TriggerTab | undefined;
  /** A trigger of this kind is being made. */
  new?: KindName | undefined;
  /** The dead letters of the whole realm are in the drawer: also those of triggers that were removed. */
  letters?: true | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseTriggersSearch(search: Record<string, unknown>): TriggersSearch {
  const parsed: TriggersSearch = {
    open: typeof search.open === "string" && /^trg_[0-9a-z]+$/.test(search.open) ? search.open : undefined,
    tab: triggerTabs.find((tab) => tab === search.tab),
    letters: search.letters === true || search.letters === "true" ? true : undefined,
    new: kindNames.find((kind) => kind === search.new),
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
