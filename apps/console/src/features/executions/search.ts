import { executionTriggers, isSpecifier, outcomeErrorTypes } from "@scriptyard/model";
import { pastedId } from "../../components/pasted-id.ts";

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
  const parsed: ExecutionsSearch = {
    script: typeof search.script === "string" && isSpecifier(search.script) ? search.script : undefined,
    version: count(search.version) || undefined,
    status: oneOf(search.status, ["ok", "error"] as const),
    type: oneOf(search.type, outcomeErrorTypes),
    trigger: oneOf(search.trigger, executionTriggers),
    triggerId: matching(search.triggerId, /^trg_[0-9a-z]+$/),
    action: matching(search.action, /^[a-z-]{1,60}$/),
    session: matching(search.session, /^fls_[0-9a-z]+$/),
    request: matching(search.request, /^req_[0-9a-z]+$/),
    group: matching(search.group, /^erg_[0-9a-z]+$/),
    text: text(search.text),
    trials: search.trials === true || search.trials === "true" ? true : undefined,
    range: fixed ? undefined : oneOf(search.range, Object.keys(executionsRanges) as ExecutionsRange[]),
    from: fixed ? from : undefined,
    to: fixed ? to : undefined,
    open: matching(search.open, /^exe_[0-9a-z]+$/),
    tab: oneOf(search.tab, executionTabs),
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}

/** What a pasted id asks for, with a time around it; null for a text to search for. */
export function searchOfId(text: string): Partial<ExecutionsSearch> | null {
  const pasted = pastedId(text);
  if (pasted === null) return null;
  const { kind, id, madeAt } = pasted;
  if (kind === "exe") return { text: undefined, open: id };
  const around = { range: undefined, from: madeAt - MINUTE_MS, to: madeAt + DAY_MS };
  if (kind === "req") return { text: undefined, request: id, ...around };
  if (kind === "fls") return { text: undefined, session: id, ...around };
  return { text: undefined, group: id, range: "30d", from: undefined, to: undefined };
}

/** Clocks of two machines differ; a walk may go on for hours. */
const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((known) => known === value);
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim().slice(0, 200);
  return trimmed === "" ? undefined : trimmed;
}

function count(value: unknown): number | undefined {
  // Only these two: `Number` of an object calls its `toString`, which the address may have named.
  if ((typeof value !== "number" && typeof value !== "string") || value === "") return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
