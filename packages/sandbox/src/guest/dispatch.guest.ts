// The one door between host and guest: dispatch(op, payload) takes and answers text.
import { deliver } from "./async.guest.ts";
import { answerAt, goOn, takeInputs } from "./batch.guest.ts";
import { describeError } from "./describe.guest.ts";
import { makeFunctions, placeGlobals, type Tree } from "./functions.guest.ts";
import {
  armInput,
  type Constant,
  hookArguments,
  type Method,
  needsArguments,
  prepareArguments,
  takeArguments,
  takeSections,
} from "./input.guest.ts";
import { hasEarlyLines, replayEarlyLines } from "./log.guest.ts";
import {
  apply,
  hostLimit,
  hostReady,
  hostWaiting,
  keysOf,
  NativePromise,
  PlainError,
  parse,
  quote,
  stringify,
  whenSettled,
} from "./primordials.guest.ts";
import { type Caps, RUNNING, state } from "./state.guest.ts";

type Callable = (...args: unknown[]) => unknown;

type Armed = {
  hook: string;
  caps: Caps;
  methods: Method[];
  constants: Constant[];
  tree: Tree;
  gone: string[];
};

let exported: { [name: string]: unknown } | undefined;
let hook: Callable | undefined;
let settled = 0;
/** In a batch, a promise of an input before must not answer for this one. */
let turn = 0;
let value: unknown;

/** The start module hands in the entry module's namespace. */
export function register(namespace: { [name: string]: unknown }): void {
  exported = namespace;
}

/** Numbers as in the host's `guestOp`. */
function dispatch(op: number, payload: unknown): unknown {
  if (op === 2) return run();
  if (op === 3) return settle();
  if (op === 4) return describeError(payload);
  if (op === 5) return asText(payload);
  if (op === 6) return takeArguments(payload as string);
  if (op === 7) return takeSections(payload as string);
  if (op === 8) return takeInputs(payload as unknown[][]);
  if (op === 9) return takeInputs(parse(payload as string) as unknown[][]);
  if (op === 10)
    return goOn(payload as string, hook!, needsArguments() || hasEarlyLines() ? prepare : undefined, wait);
  if (op === 11) return answerAt(payload as string);
  if (op === 12) return deliver(payload as string);
  return op === 0 ? load(payload as string) : arm(payload as string);
}

/** Twice: with the function names and their places before the script exists, then for the names it exports. */
function load(text: string): string {
  if (text !== "") {
    const given = parse(text) as { names: string[]; tree: Tree };
    makeFunctions(given.names);
    placeGlobals(given.tree, []);
    return "";
  }
  // The start module never came to its end.
  if (!exported) return "";
  let names = "";
  const all = keysOf(exported);
  for (let i = 0; i < all.length; i++) {
    if (typeof exported[all[i]!] === "function") names += (names === "" ? "" : ",") + quote(all[i]!);
  }
  return "[" + names + "]";
}

function arm(text: string): string {
  const given = parse(text) as Armed;
  state.phase = RUNNING;
  state.lines = 0;
  state.caps = given.caps;
  hook = exported![given.hook] as Callable;
  armInput(given);
  placeGlobals(given.tree, given.gone);
  return "";
}

/** The arguments are in place. */
function run(): unknown {
  replayEarlyLines();
  const answer = apply(hook, undefined, hookArguments);
  if (
    typeof answer === "object" &&
    answer !== null &&
    typeof (answer as { then?: unknown }).then === "function"
  ) {
    wait(answer);
    return undefined;
  }
  return answer;
}

/** The arguments of a batch's next input. */
function prepare(args: unknown[]): void {
  prepareArguments(args);
  replayEarlyLines();
}

/** The host runs the jobs, then asks `settle`. */
function wait(answer: unknown): void {
  hostWaiting();
  settled = 0;
  const mine = ++turn;
  whenSettled(
    answer instanceof NativePromise ? answer : new NativePromise((resolve) => resolve(answer)),
    (result: unknown) => {
      if (mine !== turn) return;
      settled = 1;
      value = result;
    },
    (error: unknown) => {
      if (mine !== turn) return;
      settled = 2;
      value = error;
    },
  );
}

function settle(): unknown {
  if (settled === 0) hostWaiting();
  if (settled === 2) throw value;
  return value;
}

/** The host reads plain results itself; this is for all others. */
function asText(result: unknown): string {
  const text = stringify(result) ?? "";
  if (text.length > state.caps.resultBytes) {
    hostLimit(text.length);
    throw new PlainError("The result is too large.");
  }
  return text;
}

hostReady(dispatch);
