// Many inputs in one VM: the host is told at every step from one input to the next, and measures there. Answers stay
// here until the host reads them together.
import { apply, bareList, create, hostNext } from "./primordials.guest.ts";
import { state } from "./state.guest.ts";

type Callable = (...args: unknown[]) => unknown;

let inputs: unknown[][] = [];
let answers = bareList();
let next = 0;

export function takeInputs(given: unknown[][]): void {
  inputs = given;
  answers = bareList();
}

/**
 * From input `start`, or where it stopped when that is "". `prepare` makes the arguments ready where they need it;
 * `waits` takes care of a promise: the host waits for it, keeps its answer, and comes back.
 *
 * One loop without calls of our own: with small inputs every call in it would cost as much as the hook.
 */
export function goOn(
  start: string,
  hook: Callable,
  prepare: ((args: unknown[]) => void) | undefined,
  waits: (answer: object) => void,
): unknown {
  if (start !== "") next = +start;
  // What failed, or was waited for, has no answer here.
  while (answers.length < next) answers[answers.length] = undefined;
  // Held once more by a list, like an answer: the host sees by it what an answer looks like that nothing else holds.
  let last: unknown = create(null);
  const held = bareList();
  held[0] = last;
  for (;;) {
    if (hostNext(last) !== undefined || next >= inputs.length) return answers;
    state.seeded = false;
    state.lines = 0;
    const args = inputs[next++]!;
    if (prepare) prepare(args);
    const count = args.length;
    last = count === 1 ? hook(args[0]) : count === 2 ? hook(args[0], args[1]) : apply(hook, undefined, args);
    if (
      typeof last === "object" &&
      last !== null &&
      typeof (last as { then?: unknown }).then === "function"
    ) {
      waits(last);
      return undefined;
    }
    answers[next - 1] = last;
  }
}

/** One answer, or all of them for "". */
export function answerAt(place: string): unknown {
  return place === "" ? answers : answers[+place];
}
