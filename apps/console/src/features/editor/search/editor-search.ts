/** The part of the editor's state that has an address: what is open, where, and which panels. */
export type EditorSearch = {
  /** Shows this published version read-only instead of the draft. */
  version?: number | undefined;
  /** Line to mark and bring into view. */
  line?: number | undefined;
  /** Recorded execution to replay. */
  execution?: string | undefined;
  /** Tab of the right rail. */
  tab?: RailTab | undefined;
  /** Tab of the bottom panel. */
  panel?: BottomPanel | undefined;
  /** Sample loaded into the input. */
  sample?: string | undefined;
  /** Two texts side by side. */
  compare?: string | undefined;
  /** A new script is being made: for this hook, or `any`. */
  new?: string | undefined;
  /** The version that one is asked to roll back to, with a reason. */
  rollback?: number | undefined;
  /** The error that led to it, to be resolved when it is done. */
  error?: `erg_${string}` | undefined;
};

export const railTabs = ["input", "docs", "settings", "versions"] as const;
export type RailTab = (typeof railTabs)[number];

export const bottomPanels = ["result", "console", "problems", "runs", "references"] as const;
export type BottomPanel = (typeof bottomPanels)[number];

/** Reads the address; anything that makes no sense is left out, so that an old or mistyped link still opens the editor. */
export function parseEditorSearch(raw: Record<string, unknown>): EditorSearch {
  const search: EditorSearch = {};
  const version = positiveInteger(raw.version);
  if (version !== undefined) search.version = version;
  const line = positiveInteger(raw.line);
  if (line !== undefined) search.line = line;
  if (typeof raw.execution === "string" && /^exe_[0-9a-z]+$/.test(raw.execution))
    search.execution = raw.execution;
  const tab = railTabs.find((t) => t === raw.tab);
  if (tab) search.tab = tab;
  const panel = bottomPanels.find((p) => p === raw.panel);
  if (panel) search.panel = panel;
  if (typeof raw.sample === "string" && /^smp_[0-9a-z]+$/.test(raw.sample)) search.sample = raw.sample;
  const compare = typeof raw.compare === "string" ? parseCompare(raw.compare) : null;
  if (compare) search.compare = formatCompare(compare);
  if (typeof raw.new === "string" && /^[A-Za-z][A-Za-z0-9]{0,59}$/.test(raw.new)) search.new = raw.new;
  const rollback = positiveInteger(raw.rollback);
  if (rollback !== undefined) search.rollback = rollback;
  if (typeof raw.error === "string" && /^erg_[0-9a-z]+$/.test(raw.error))
    search.error = raw.error as `erg_${string}`;
  return search;
}

/** One side of a comparison: a version by number, the draft, what is live, or an earlier state of the draft by revision. */
export type CompareSide = number | "draft" | "live" | `r${number}`;
export type Comparison = { from: CompareSide; to: CompareSide };

/** `3...5`, `live...draft`, `r12...draft`. */
export function parseCompare(text: string): Comparison | null {
  const match = /^(r?\d{1,9}|live|draft)\.\.\.(r?\d{1,9}|live|draft)$/.exec(text);
  if (!match) return null;
  const from = side(match[1]!);
  const to = side(match[2]!);
  return from === null || to === null || from === to ? null : { from, to };
}

export function formatCompare({ from, to }: Comparison): string {
  return `${from}...${to}`;
}

function side(text: string): CompareSide | null {
  if (text === "draft" || text === "live") return text;
  const number = positiveInteger(Number(text.replace("r", ""))) ?? null;
  return number !== null && text.startsWith("r") ? `r${number}` : number;
}

function positiveInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number > 0 && number < 1e9
    ? number
    : undefined;
}
