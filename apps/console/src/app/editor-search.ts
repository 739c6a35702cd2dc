/** What the editor's address says beside the script. */
export type EditorSearch = {
  /** Shows this version read-only instead of the draft. */
  version?: number | undefined;
  /** Line to mark and scroll to, 1-based. */
  line?: number | undefined;
  /** Recorded execution whose input, seed and clock are to be replayed. */
  execution?: string | undefined;
  /** Tab of the right rail: `input`, `docs`, `settings`, `versions`. */
  tab?: string | undefined;
  /** Tab of the bottom panel: `result`, `console`, `problems`, `runs`, `references`. */
  panel?: string | undefined;
  /** Id of the sample to load. */
  sample?: string | undefined;
  /** Two sides to compare: `12..draft`, `11..12`. */
  compare?: string | undefined;
  /** A new script is being made: for this hook, or `any`. */
  new?: string | undefined;
  /** Version that one is asked to roll back to, with a reason. */
  rollback?: number | undefined;
  /** Id of the error that led to the roll-back. */
  error?: string | undefined;
};

export function parseEditorSearch(search: Record<string, unknown>): EditorSearch {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  const count = (value: unknown): number | undefined => {
    // Only these two: `Number` of an object calls its `toString`, which the address may have named.
    const number = typeof value === "number" || typeof value === "string" ? Number(value) : 0;
    return Number.isSafeInteger(number) && number > 0 ? number : undefined;
  };
  return dropEmpty({
    version: count(search.version),
    line: count(search.line),
    execution: text(search.execution),
    tab: text(search.tab),
    panel: text(search.panel),
    sample: text(search.sample),
    compare: text(search.compare),
    new: text(search.new),
    rollback: count(search.rollback),
    error: text(search.error),
  });
}

function dropEmpty(search: EditorSearch): EditorSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
