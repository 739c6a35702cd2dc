import { executionTriggers, outcomeErrorTypes, withoutUndefined } from "@scriptyard/model";
import {
  amount,
  count,
  flag,
  idPart,
  matching,
  oneOf,
  positive,
  specifierPart,
  words,
} from "../../app/search-parts.ts";
import { pastedId } from "../../components/pasted-id.ts";
import { columnsText, parseColumns } from "./column-ids.ts";

/** The executions page as its address: filters, time window and the open record. */
export type ExecutionsSearch = {
  /** `module/name` of a script. */
  script?: string | undefined;
  version?: number | undefined;
  status?: "ok" | "error" | undefined;
  type?: (typeof outcomeErrorTypes)[number] | undefined;
  trigger?: (typeof executionTriggers)[number] | undefined;
  /** Id of the trigger that fired. */
  triggerId?: string | undefined;
  action?: string | undefined;
  /** The outcome that the result named. */
  outcome?: string | undefined;
  /** Name of an effect: `flow.set`. */
  effect?: string | undefined;
  /** How the id, the e-mail address or the name of whom it was about begins. */
  user?: string | undefined;
  /** Least and most milliseconds that it ran, and least operations. */
  minMs?: number | undefined;
  maxMs?: number | undefined;
  minOps?: number | undefined;
  /** Id of a flow session: every step of one walk. */
  session?: string | undefined;
  /** Id of a request: every run it caused. */
  request?: string | undefined;
  /** Id of an error group. */
  group?: string | undefined;
  text?: string | undefined;
  /** Shows what people only tried, too. */
  trials?: true | undefined;
  /** Time window: a range ending now … */
  range?: ExecutionsRange | undefined;
  /** … or fixed ends in epoch milliseconds, as brushed on the histogram. */
  from?: number | undefined;
  to?: number | undefined;
  /** Id of the execution in the drawer, and its tab. */
  open?: string | undefined;
  tab?: ExecutionTab | undefined;
  /** Columns beside those that are always there, see `columnsText`. Left out: the reader's own. */
  columns?: string | undefined;
};

export const executionsRanges = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
} as const;
export type ExecutionsRange = keyof typeof executionsRanges;

export const executionTabs = ["summary", "input", "result", "logs", "error"] as const;
export type ExecutionTab = (typeof executionTabs)[number];

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseExecutionsSearch(search: Record<string, unknown>): ExecutionsSearch {
  const from = count(search.from);
  const to = count(search.to);
  const fixed = from !== undefined && to !== undefined && from < to;
  const columns = parseColumns(search.columns);
  const parsed: ExecutionsSearch = {
    script: specifierPart(search.script),
    version: positive(search.version),
    status: oneOf(search.status, ["ok", "error"] as const),
    type: oneOf(search.type, outcomeErrorTypes),
    trigger: oneOf(search.trigger, executionTriggers),
    triggerId: idPart(search.triggerId, "trg"),
    action: matching(search.action, /^[a-z-]{1,60}$/),
    outcome: words(search.outcome, 100),
    effect: matching(search.effect, effectName),
    user: words(search.user),
    minMs: amount(search.minMs),
    maxMs: amount(search.maxMs),
    minOps: count(search.minOps),
    session: idPart(search.session, "fls"),
    request: idPart(search.request, "req"),
    group: idPart(search.group, "erg"),
    text: words(search.text),
    trials: flag(search.trials),
    range: fixed ? undefined : oneOf(search.range, Object.keys(executionsRanges) as ExecutionsRange[]),
    from: fixed ? from : undefined,
    to: fixed ? to : undefined,
    open: idPart(search.open, "exe"),
    tab: oneOf(search.tab, executionTabs),
    columns: columns === null ? undefined : columnsText(columns),
  };
  return withoutUndefined(parsed);
}

/** As host functions are called. */
export const effectName = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/;

/**
 * What a pasted id asks for, with a time around it; null for a text to search for.
 *
 * @param only the one kind of id that is meant
 */
export function searchOfId(text: string, only?: "req"): Partial<ExecutionsSearch> | null {
  const pasted = pastedId(text);
  if (pasted === null || (only !== undefined && pasted.kind !== only)) return null;
  const { kind, id, madeAt } = pasted;
  if (kind === "exe") return { text: undefined, open: id };
  const around = { range: undefined, from: madeAt - MINUTE_MS, to: madeAt + DAY_MS };
  if (kind === "req") return { text: undefined, request: id, ...around };
  if (kind === "fls") return { text: undefined, session: id, ...around };
  return { text: undefined, group: id, range: "30d", from: undefined, to: undefined };
}

/** Clocks of two machines differ; a walk may go on for hours. */
const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
