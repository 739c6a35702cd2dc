import { type RawTrace, type TraceMarkKind, traceMarkKinds } from "./raw.ts";
import type { TraceTables } from "./tables.ts";
import { decodeWords, double } from "./words.ts";

/** How a value was seen. Objects are not copied: a list is `[…]`, any other object `{…}`. */
export const traceValueKinds = [
  "undefined",
  "null",
  "false",
  "true",
  "int",
  "double",
  "string",
  "list",
  "object",
  "function",
  "symbol",
  "bigint",
] as const;
export type TraceValueKind = (typeof traceValueKinds)[number];

export type TraceMark = { kind: TraceMarkKind; index: number; step: number };

/**
 * A traced run, step by step. Parallel lists, so that a hundred thousand steps cost no objects: step `k` is at
 * `site[k]`, in the call `call[k]`, which is `depth[k]` calls deep.
 */
export type Trace = {
  steps: number;
  site: Uint32Array;
  call: Uint32Array;
  depth: Uint16Array;
  /** Calls of functions by their number; 0 is the module. `caller` and `outer` are calls, `from` the step they were made after. */
  calls: { fn: Int32Array; caller: Uint32Array; outer: Uint32Array; from: Uint32Array };
  /** Writes to variables, in order, with the step they were made in; -1 before the first. */
  writes: {
    count: number;
    step: Int32Array;
    variable: Uint32Array;
    call: Uint32Array;
    kind: Uint8Array;
    /** The number, or the number of a text; -1 for a text that was not kept. */
    value: Float64Array;
    /** Of a text: how long it is, where it was cut. */
    length: Uint32Array;
  };
  texts: readonly string[];
  marks: TraceMark[];
  /** Steps that are missing between two that are there: the first after the gap, and how many words there were. */
  gap: { step: number; words: number } | null;
  /** The words made no sense from some place on: a script that meddles with its recorder only spoils this. */
  damaged: boolean;
};

/**
 * Reads what a traced run said. Whatever it was, this ends, in time linear to its length, and answers numbers that are
 * within `tables`.
 */
export function readTrace(raw: RawTrace, tables: TraceTables): Trace {
  return new Reader(raw, tables).read();
}

const MOST_CALLS = 1_000_000;
/** Deeper is told as this deep: the engine's own stack ends before. */
const MOST_DEPTH = 65_535;

class Reader {
  readonly #raw: RawTrace;
  readonly #tables: TraceTables;
  readonly #words: Int32Array;
  readonly #site: Uint32Array;
  readonly #call: Uint32Array;
  readonly #depth: Uint16Array;
  readonly #writes: Trace["writes"];
  readonly #fn: number[] = [-1];
  readonly #caller: number[] = [0];
  readonly #outer: number[] = [0];
  readonly #from: number[] = [0];
  /** The calls under way, and where in it a call is, from 1. */
  readonly #stack: number[] = [];
  readonly #place = new Map<number, number>();
  /** Numbers of calls that began within a gap have no entry: they get one when they are first heard of. */
  readonly #known = new Map<number, number>([[0, 0]]);
  #steps = 0;
  #current = 0;

  constructor(raw: RawTrace, tables: TraceTables) {
    this.#raw = raw;
    this.#tables = tables;
    this.#words = decodeWords(raw.words);
    const most = this.#words.length;
    this.#site = new Uint32Array(most);
    this.#call = new Uint32Array(most);
    this.#depth = new Uint16Array(most);
    const half = Math.ceil(most / 3);
    this.#writes = {
      count: 0,
      step: new Int32Array(half),
      variable: new Uint32Array(half),
      call: new Uint32Array(half),
      kind: new Uint8Array(half),
      value: new Float64Array(half),
      length: new Uint32Array(half),
    };
  }

  read(): Trace {
    const words = this.#words;
    const { gap } = this.#raw;
    const marks: TraceMark[] = [];
    let mark = 0;
    let gapStep: number | null = null;
    let damaged = false;
    let at = 0;
    const tellMarks = (upTo: number) => {
      const { marks: told } = this.#raw;
      for (; mark + 2 < told.length; mark += 3) {
        const place = told[mark + 2]!;
        if (place > upTo) return;
        const kind = traceMarkKinds[told[mark]!];
        if (kind !== undefined)
          marks.push({ kind, index: told[mark + 1]!, step: Math.max(0, this.#steps - 1) });
      }
    };
    while (at < words.length) {
      if (gap !== null && gapStep === null && at >= gap.at) gapStep = this.#afterGap();
      tellMarks(gapStep === null ? at : at + gap!.words);
      const taken = this.#take(at);
      if (taken === 0) {
        damaged = true;
        break;
      }
      at += taken;
    }
    tellMarks(Number.POSITIVE_INFINITY);
    const steps = this.#steps;
    const { count, ...lists } = this.#writes;
    return {
      steps,
      site: this.#site.subarray(0, steps),
      call: this.#call.subarray(0, steps),
      depth: this.#depth.subarray(0, steps),
      calls: {
        fn: Int32Array.from(this.#fn),
        caller: Uint32Array.from(this.#caller),
        outer: Uint32Array.from(this.#outer),
        from: Uint32Array.from(this.#from),
      },
      writes: {
        count,
        step: lists.step.subarray(0, count),
        variable: lists.variable.subarray(0, count),
        call: lists.call.subarray(0, count),
        kind: lists.kind.subarray(0, count),
        value: lists.value.subarray(0, count),
        length: lists.length.subarray(0, count),
      },
      texts: this.#raw.texts,
      marks,
      gap: gap === null || gapStep === null ? null : { step: gapStep, words: gap.words },
      damaged,
    };
  }

  /** @returns how many words the entry has; 0 for one that makes no sense */
  #take(at: number): number {
    const word = this.#words[at]!;
    if (word < 0) return 0;
    const number = word >>> 3;
    switch (word & 7) {
      case 0:
      case 4:
        return this.#step(number) ? 1 : 0;
      case 1:
        return this.#switchTo(number) ? 1 : 0;
      case 2:
        return this.#enter(number, this.#words[at + 1], this.#words[at + 2]) ? 3 : 0;
      case 3:
        return this.#write(number, at);
      case 5:
        return this.#leave(number) ? 1 : 0;
      case 6:
        this.#popTo(0); // From the queue of jobs: nothing else is under way.
        return this.#switchTo(number) ? 1 : 0;
      default:
        return 0;
    }
  }

  #step(site: number): boolean {
    const known = this.#tables.sites[site];
    if (known === undefined) return false;
    if (this.#fn[this.#current] === -1 && this.#current !== 0) this.#fn[this.#current] = known.fn;
    this.#site[this.#steps] = site;
    this.#call[this.#steps] = this.#current;
    this.#depth[this.#steps] = Math.min(MOST_DEPTH, this.#stack.length);
    this.#steps++;
    return true;
  }

  #enter(fn: number, outer: number | undefined, number: number | undefined): boolean {
    if (this.#tables.functions[fn] === undefined || outer === undefined || number === undefined) return false;
    if (this.#known.has(number)) return false;
    const call = this.#add(number, fn, outer);
    if (call === 0) return false;
    this.#push(call);
    return true;
  }

  #switchTo(number: number): boolean {
    let call = this.#known.get(number);
    if (call === undefined) {
      // It began in the gap: what it is a call of, its first step says.
      if (this.#raw.gap === null || number === 0) return false;
      call = this.#add(number, -1, 0);
      if (call === 0) return false;
    }
    const place = this.#place.get(call);
    if (place === undefined) this.#push(call);
    else this.#popTo(place);
    this.#current = call;
    return true;
  }

  /** It ended, or waits: those above it, which an exception may have ended, with it. Of one from the gap nothing is known. */
  #leave(number: number): boolean {
    const call = this.#known.get(number);
    if (call === undefined) return this.#raw.gap !== null;
    this.#popTo((this.#place.get(call) ?? Number.POSITIVE_INFINITY) - 1);
    this.#current = this.#stack.at(-1) ?? 0;
    return true;
  }

  #add(number: number, fn: number, outer: number): number {
    if (this.#fn.length >= MOST_CALLS) return 0;
    const call = this.#fn.push(fn) - 1;
    this.#caller.push(this.#stack.at(-1) ?? 0);
    this.#outer.push(this.#known.get(outer) ?? 0);
    this.#from.push(this.#steps);
    this.#known.set(number, call);
    return call;
  }

  #push(call: number): void {
    this.#place.set(call, this.#stack.push(call));
    this.#current = call;
  }

  #popTo(length: number): void {
    while (this.#stack.length > length) this.#place.delete(this.#stack.pop()!);
  }

  /** Which calls are under way after it is not known. */
  #afterGap(): number {
    this.#popTo(0);
    return this.#steps;
  }

  #write(variable: number, at: number): number {
    const words = this.#words;
    const [number, kind] = [words[at + 1], words[at + 2]];
    if (kind === undefined || number === undefined || number < 0) return 0;
    if (this.#tables.variables[variable] === undefined || traceValueKinds[kind] === undefined) return 0;
    const size = sizeOf(kind);
    if (at + size > words.length) return 0;
    const writes = this.#writes;
    const index = writes.count++;
    writes.step[index] = this.#steps - 1;
    writes.variable[index] = variable;
    writes.call[index] = this.#known.get(number) ?? 0;
    writes.kind[index] = kind;
    const [first, second] = [words[at + 3]!, words[at + 4]!];
    if (kind === INT) writes.value[index] = first;
    else if (kind === DOUBLE) writes.value[index] = double(first, second);
    else if (isText(kind)) {
      writes.value[index] = this.#raw.texts[first] === undefined ? -1 : first;
      writes.length[index] = Math.max(0, second);
    }
    return size;
  }
}

const [INT, DOUBLE, STRING, BIGINT] = (["int", "double", "string", "bigint"] as const).map((kind) =>
  traceValueKinds.indexOf(kind),
);
const isText = (kind: number) => kind === STRING || kind === BIGINT;
const sizeOf = (kind: number) => (kind === INT ? 4 : kind === DOUBLE || isText(kind) ? 5 : 3);
