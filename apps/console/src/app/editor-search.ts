import { withoutUndefined } from "@scriptyard/model";
import { idPart, matching, oneOf, positive } from "./search-parts.ts";

/**
 * The part of the editor's state that has an address: what is open, where, and which panels. Here and not in the feature: the
 * list of routes reads it before the editor is loaded.
 */
export type EditorSearch = {
  /** Shows this published version read-only instead of the draft. */
  version?: number | undefined;
  /** Line to mark and bring into view. */
  line?: number | undefined;
  /** Recorded execution to replay. */
  execution?: string | undefined;
  /** Recorded execution that is traced, and the step in front, from 1. */
  traced?: string | undefined;
  step?: number | undefined;
  /** Tab of the right rail. */
  tab?: RailTab | undefined;
  /** Tab of the bottom panel. */
  panel?: BottomPanel | undefined;
  /** Sample loaded into the input. */
  sample?: string | undefined;
  /** Two texts side by side: `11...12`, `live...draft`. */
  compare?: string | undefined;
  /** A new script is being made: for this hook, or `any`. */
  new?: string | undefined;
  /** The version that one is asked to roll back to, with a reason. */
  rollback?: number | undefined;
  /** The version that was seen live by whoever is asked to retire the script. */
  retire?: number | undefined;
  /** Id of the error that led to the roll-back. */
  error?: `erg_${string}` | undefined;
};

export const railTabs = ["input", "docs", "settings", "versions"] as const;
export type RailTab = (typeof railTabs)[number];

export const bottomPanels = ["result", "console", "problems", "runs", "references", "trace"] as const;
export type BottomPanel = (typeof bottomPanels)[number];

/** Reads the address; anything that makes no sense is left out, so that an old or mistyped link still opens the editor. */
export function parseEditorSearch(raw: Record<string, unknown>): EditorSearch {
  const compare = typeof raw.compare === "string" ? parseCompare(raw.compare) : null;
  const parsed: EditorSearch = {
    version: positive(raw.version),
    line: positive(raw.line),
    execution: idPart(raw.execution, "exe"),
    traced: idPart(raw.traced, "exe"),
    step: positive(raw.step),
    tab: oneOf(raw.tab, railTabs),
    panel: oneOf(raw.panel, bottomPanels),
    sample: idPart(raw.sample, "smp"),
    compare: compare ? formatCompare(compare) : undefined,
    new: matching(raw.new, /^[A-Za-z][A-Za-z0-9]{0,59}$/),
    rollback: positive(raw.rollback),
    retire: positive(raw.retire),
    error: idPart(raw.error, "erg"),
  };
  return withoutUndefined(parsed);
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
  const number = positive(text.replace("r", "")) ?? null;
  return number !== null && text.startsWith("r") ? `r${number}` : number;
}
