/** A place that a step can be at. Lines and columns are the author's, from 1; the end is exclusive, in UTF-16 units. */
export type TraceSite = {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** Number of the function it is in. */
  fn: number;
  /** The head of a loop, asked again before each turn; or where an exception was caught. */
  kind: "statement" | "loop" | "catch";
};

export type TraceFunction = {
  /** Number of its module. */
  module: number;
  /** As the author named it; "" for one without a name. */
  name: string;
  line: number;
  column: number;
};

/** What a value is written to; `returnedName` for what a function returns. `fn` declares it; -1 is the module. */
export type TraceVariable = { name: string; module: number; fn: number };

/** Stands for the value that a function returns, among its variables: no variable can be named so. */
export const returnedName = "return";

/**
 * What the numbers in a trace mean. `shifts` says where text was inserted: line, the author's column from which on it
 * counts, and its length, three numbers each in reading order. Lines never move.
 *
 * @example { specifier: "login/risk", shifts: [1, 1, 84, 2, 3, 12] }
 */
export type TraceTables = {
  modules: { specifier: string; shifts: number[] }[];
  functions: TraceFunction[];
  sites: TraceSite[];
  variables: TraceVariable[];
};

export const noTables = (): TraceTables => ({ modules: [], functions: [], sites: [], variables: [] });

/** What instrumented modules import; no script can be named so. */
export const traceSpecifier = "scriptyard:trace";

/** The author's column of a place in an instrumented module. */
export function authorColumn(shifts: readonly number[], line: number, column: number): number {
  let moved = 0;
  for (let i = 0; i < shifts.length; i += 3) {
    const at = shifts[i]!;
    if (at < line) continue;
    if (at > line) break;
    const from = shifts[i + 1]! + moved;
    if (column < from) break;
    const length = shifts[i + 2]!;
    // Inside of what was inserted: it stands for the place it was inserted at.
    if (column < from + length) return shifts[i + 1]!;
    moved += length;
  }
  return column - moved;
}
