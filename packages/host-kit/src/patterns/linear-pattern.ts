import { type PatternNode, readPattern } from "./read-pattern.ts";

/** What a walk may still spend; matching takes a step for every state of the pattern at every character. */
export type StepBudget = { steps: number };

/** Whether a text matches; null when the budget ended first. */
export type LinearPattern = (text: string, budget: StepBudget) => boolean | null;

/**
 * A regular expression that takes time by the length of the text times its own size, and never more: all ways through it
 * are followed at once, where JavaScript's engine tries one after the other (`^a?a?…aa…$` of thirty letters takes it
 * minutes). It says what `new RegExp(source, "u").test(text)` would.
 *
 * @returns Null for what cannot be matched so (see `readPattern`), and for what is too large.
 *
 * @example
 * linearPattern("^[a-z]+$")!("graz", { steps: 1_000 }); // true
 */
export function linearPattern(source: string): LinearPattern | null {
  const states = kept.get(source) ?? keep(source);
  return (
    states &&
    ((text, budget) => {
      // Where a schema has more patterns than are kept, each text would compile them anew: that is work as well.
      if (states.used) budget.steps -= WALK_STEPS;
      else budget.steps -= COMPILE_STEPS * states.all.length;
      states.used = true;
      return walk(states, text, budget);
    })
  );
}

/** Compiled ones, the oldest dropped first: a tool's patterns are asked again at every call. */
const kept = new Map<string, States | null>();
let keptStates = 0;

function keep(source: string): States | null {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const states = statesOf(source);
  kept.set(source, states);
  keptStates += costOf(states);
  for (const [oldest, dropped] of kept) {
    if (keptStates <= MAX_KEPT_STATES) break;
    kept.delete(oldest);
    keptStates -= costOf(dropped);
  }
  return states;
}

/** A pattern that cannot be taken is kept as well, so it costs something. */
const costOf = (states: States | null) => 10 + (states?.all.length ?? 0);
const MAX_KEPT_STATES = 50_000;
/** In steps of matching: what a state costs to compile, and what a walk costs before its first step. */
const [COMPILE_STEPS, WALK_STEPS] = [60, 5];
/** `x{0,256}` is 256 states. */
const MAX_STATES = 2_000;

type State =
  | { kind: "character"; fits: (codePoint: number) => boolean; next: number }
  | { kind: "split"; next: number; other: number }
  | { kind: "assertion"; which: "start" | "end" | "boundary" | "inside"; next: number }
  | { kind: "match" };
type States = {
  all: State[];
  first: number;
  used: boolean;
  /** The round in which each state was last reached; rounds are counted over all texts, so that nothing is cleared. */
  seen: Float64Array;
  round: number;
};

function statesOf(source: string): States | null {
  const root = readPattern(source);
  if (!root) return null;
  const all: State[] = [{ kind: "match" }];
  const characters = new Map<string, (codePoint: number) => boolean>();
  const add = (state: State): number => all.push(state) - 1;

  /** Number of the first state of a part that goes on at `next`; -1 when there are too many. */
  const build = (node: PatternNode, next: number): number => {
    if (next < 0 || all.length > MAX_STATES) return -1;
    switch (node.kind) {
      case "character": {
        const fits = characters.get(node.source) ?? characterTest(node.source);
        characters.set(node.source, fits);
        return add({ kind: "character", fits, next });
      }
      case "assertion":
        return add({ kind: "assertion", which: node.which, next });
      case "sequence":
        return node.parts.reduceRight((after, part) => build(part, after), next);
      case "choice":
        return node.branches
          .map((branch) => build(branch, next))
          .reduceRight((other, branch) =>
            other < 0 || branch < 0 ? -1 : add({ kind: "split", next: branch, other }),
          );
      case "repeat":
        return buildRepeat(node, next);
    }
  };
  const buildRepeat = ({ body, min, max }: PatternNode & { kind: "repeat" }, next: number): number => {
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State & { kind: "split" } = { kind: "split", next: -1, other: next };
      entry = add(loop);
      loop.next = build(body, entry);
      if (loop.next < 0) return -1;
    } else
      for (let count = min; count < max && entry >= 0; count++) {
        const inner = build(body, entry);
        entry = inner < 0 ? -1 : add({ kind: "split", next: inner, other: next });
      }
    // A body without characters adds no state, and `(){99999999}` would turn here for ever.
    for (let count = 0; count < min && entry >= 0; count++) {
      const before = entry;
      entry = build(body, entry);
      if (entry === before) break;
    }
    return entry;
  };
  const first = build(root, 0);
  return first < 0 ? null : { all, first, used: false, seen: new Float64Array(all.length), round: 0 };
}

/** JavaScript itself says what a class or an escape means; asked once for each ASCII character. */
function characterTest(source: string): (codePoint: number) => boolean {
  const expression = new RegExp(`^${source}$`, "u");
  const known = new Int8Array(128);
  return (codePoint) => {
    if (codePoint < 128 && known[codePoint] !== 0) return known[codePoint] === 1;
    const fits = expression.test(String.fromCodePoint(codePoint));
    if (codePoint < 128) known[codePoint] = fits ? 1 : -1;
    return fits;
  };
}

function walk(states: States, text: string, budget: StepBudget): boolean | null {
  const { all, first, seen } = states;
  const open: number[] = [];
  const current: number[] = [];
  const coming: number[] = [];
  for (let at = 0; at <= text.length; ) {
    const round = ++states.round;
    // A match may begin anywhere: patterns are not anchored by themselves.
    coming.push(first);
    current.length = 0;
    for (let i = 0; i < coming.length; i++) {
      open.push(coming[i]!);
      while (open.length > 0) {
        const number = open.pop()!;
        if (seen[number] === round) continue;
        seen[number] = round;
        if (budget.steps-- <= 0) return null;
        const state = all[number]!;
        if (state.kind === "match") return true;
        if (state.kind === "character") current.push(number);
        else if (state.kind === "split") open.push(state.other, state.next);
        else if (holds(state.which, text, at)) open.push(state.next);
      }
    }
    const codePoint = text.codePointAt(at);
    if (codePoint === undefined) return false;
    coming.length = 0;
    for (let i = 0; i < current.length; i++) {
      const state = all[current[i]!] as State & { kind: "character" };
      if (state.fits(codePoint)) coming.push(state.next);
    }
    at += codePoint > 0xffff ? 2 : 1;
  }
  return false;
}

function holds(which: (State & { kind: "assertion" })["which"], text: string, at: number): boolean {
  if (which === "start") return at === 0;
  if (which === "end") return at === text.length;
  return (isWord(text, at - 1) !== isWord(text, at)) === (which === "boundary");
}

const isWord = (text: string, at: number) => /^\w$/.test(text[at] ?? "");
