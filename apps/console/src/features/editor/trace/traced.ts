import { readTrace, returnedName, type Trace, type TraceTables, traceValueKinds } from "@scriptyard/model";
import type { TraceAnswer } from "../server/types.ts";

/** A trace that can be walked: every move is one look along a typed list, however long it is. */
export type Traced = {
  trace: Trace;
  tables: TraceTables;
  /** How often each line of a module ran, by its specifier; the index is the line. */
  hits: ReadonlyMap<string, Uint32Array>;
};

export function openTrace({ trace, tables: told }: TraceAnswer): Traced | null {
  if (trace === null) return null;
  const tables = { ...told, modules: told.modules.map((specifier) => ({ specifier, shifts: [] })) };
  const steps = readTrace(trace, tables);
  return { trace: steps, tables, hits: countHits(steps, tables) };
}

export type TracePlace = {
  specifier: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
};

/** Where step `k` is. */
export function placeAt({ trace, tables }: Traced, k: number): TracePlace {
  const site = tables.sites[trace.site[k]!]!;
  return { ...site, specifier: specifierOf(tables, site.fn) };
}

export const moves = ["into", "over", "out", "mark"] as const;
export type TraceMove = (typeof moves)[number];

/** The step that a move leads to, forwards or back; null where there is none. */
export function moved(traced: Traced, k: number, move: TraceMove, way: 1 | -1): number | null {
  return move === "mark" ? markedNext(traced, k, way) : stepNext(traced, k, move, way);
}

function markedNext({ trace }: Traced, k: number, way: 1 | -1): number | null {
  const steps = trace.marks.map(({ step }) => step).filter((step) => (way > 0 ? step > k : step < k));
  if (steps.length === 0) return null;
  return steps.reduce((best, step) => (way * (step - best) < 0 ? step : best));
}

function stepNext(
  { trace }: Traced,
  k: number,
  move: Exclude<TraceMove, "mark">,
  way: 1 | -1,
): number | null {
  const deepest = { into: Number.POSITIVE_INFINITY, over: trace.depth[k]!, out: trace.depth[k]! - 1 }[move];
  for (let next = k + way; next >= 0 && next < trace.steps; next += way)
    if (trace.depth[next]! <= deepest) return next;
  return null;
}

export type TracedCall = { call: number; name: string; place: TracePlace };

/** The calls that were under way at step `k`, the innermost first, each with the line it was at. */
export function stackAt(traced: Traced, k: number): TracedCall[] {
  const { trace, tables } = traced;
  const calls: TracedCall[] = [];
  let at = k;
  for (let call = trace.call[k]!; call !== 0 && calls.length < MOST_CALLS; ) {
    const name = tables.functions[trace.calls.fn[call]!]?.name || "(anonymous)";
    calls.push({ call, name, place: placeAt(traced, at) });
    at = Math.max(0, trace.calls.from[call]! - 1);
    call = trace.calls.caller[call]!;
  }
  return calls;
}

export type TracedValue = {
  name: string;
  /** As it was then. */
  shown: string;
  kind: (typeof traceValueKinds)[number];
  /** The step in which it was written: it says so since the next one. */
  since: number;
};

/** The variables that a call could see at step `k` and that had been written: its own first, then those around it. */
export function variablesAt(traced: Traced, call: number, k: number): TracedValue[] {
  const { trace, tables } = traced;
  const scopes: number[] = [];
  for (let scope = call; !scopes.includes(scope) && scopes.length < MOST_CALLS; ) {
    scopes.push(scope);
    if (scope === 0) break;
    scope = trace.calls.outer[scope]!;
  }
  const found = new Map<string, TracedValue & { depth: number }>();
  for (let i = firstWriteFrom(trace, k) - 1; i >= 0; i--) {
    const depth = scopes.indexOf(trace.writes.call[i]!);
    if (depth < 0) continue;
    const { name } = tables.variables[trace.writes.variable[i]!]!;
    const known = found.get(name);
    if (name === returnedName || (known !== undefined && known.depth <= depth)) continue;
    found.set(name, { ...writtenValue(trace, i), name, depth });
  }
  return [...found.values()].sort((a, b) => a.depth - b.depth || (a.name < b.name ? -1 : 1));
}

/** What the step before `k` wrote, to be shown at the end of its line. */
export function changesBefore({ trace, tables }: Traced, k: number): TracedValue[] {
  const changes: TracedValue[] = [];
  for (let i = firstWriteFrom(trace, k - 1); i < firstWriteFrom(trace, k); i++) {
    const { name } = tables.variables[trace.writes.variable[i]!]!;
    changes.push({ ...writtenValue(trace, i), name: name === returnedName ? "returns" : name });
  }
  return changes.slice(-MOST_CHANGES);
}

/** Index of the first write that was made in step `k` or later. */
function firstWriteFrom({ writes }: Trace, k: number): number {
  let low = 0;
  let high = writes.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (writes.step[middle]! < k) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writtenValue(trace: Trace, i: number): Omit<TracedValue, "name"> {
  const { kind, value, step, length } = trace.writes;
  const known = traceValueKinds[kind[i]!]!;
  return { kind: known, shown: shownValue(known, value[i]!, length[i]!, trace.texts), since: step[i]! };
}

function shownValue(
  kind: TracedValue["kind"],
  value: number,
  length: number,
  texts: readonly string[],
): string {
  switch (kind) {
    case "int":
    case "double":
      return Object.is(value, -0) ? "-0" : String(value);
    case "string": {
      const text = texts[value];
      if (text === undefined) return "(not kept)";
      const shown = JSON.stringify(text);
      return length > text.length ? `${shown.slice(0, -1)}…" (${length} characters)` : shown;
    }
    case "bigint":
      return `${texts[value] ?? ""}n`;
    case "list":
      return "[…]";
    case "object":
      return "{…}";
    case "undefined":
    case "null":
    case "false":
    case "true":
    case "function":
    case "symbol":
      return kind;
  }
}

function countHits(trace: Trace, tables: TraceTables): Map<string, Uint32Array> {
  const bySite = new Uint32Array(tables.sites.length);
  for (const site of trace.site) bySite[site]!++;
  const hits = new Map<string, Uint32Array>();
  for (const { specifier } of tables.modules) hits.set(specifier, new Uint32Array(0));
  const lines = new Map<string, number>();
  for (const { fn, line } of tables.sites) {
    const specifier = specifierOf(tables, fn);
    lines.set(specifier, Math.max(lines.get(specifier) ?? 0, line));
  }
  for (const [specifier, last] of lines) hits.set(specifier, new Uint32Array(last + 1));
  tables.sites.forEach(({ fn, line }, site) => {
    const counts = hits.get(specifierOf(tables, fn))!;
    // Several statements of one line ran as often as the one that ran most.
    counts[line] = Math.max(counts[line]!, bySite[site]!);
  });
  return hits;
}

/** Lines that could have run, and did not. */
export function linesNeverRun({ tables, hits }: Traced, specifier: string): number[] {
  const counts = hits.get(specifier);
  const lines = tables.sites
    .filter(({ fn }) => specifierOf(tables, fn) === specifier)
    .map(({ line }) => line);
  return [...new Set(lines)].filter((line) => counts?.[line] === 0).sort((a, b) => a - b);
}

function specifierOf({ functions, modules }: TraceTables, fn: number): string {
  return modules[functions[fn]!.module]!.specifier;
}

const MOST_CALLS = 200;
const MOST_CHANGES = 8;
