// What instrumented modules import: it notes what they do in a list of words, which the host reads where it lies. It is
// loaded with programs that are traced and with no other. Words are as `readTrace` in the model has them.
import { cut, hostCall, textOf } from "./primordials.guest.ts";
import { LOADING, state } from "./state.guest.ts";

const STANDARD = -1;
/** Where the words lie is found by these; the fifth is how many there are. */
const HEAD = 5;
const ROOM = 8192;
const TEXT = 200;
const words = new Int32Array(HEAD + ROOM);
words[0] = 0x53_74_72_61;
words[1] = 0x63_65_72_21;
words[2] = 0x2d_57_6f_72;
words[3] = 0x64_73_0a_00;

const whole = new Float64Array(1);
const halves = new Int32Array(whole.buffer);
const isArray = Array.isArray;

let current = 0;
let calls = 0;
let texts = 0;
let last = "";

/** The place of the next words, of which there may be eight. */
function place(): number {
  const count = words[4]!;
  if (count < ROOM - 8) return count + HEAD;
  hostCall(STANDARD, "f");
  words[4] = 0;
  return HEAD;
}

/** A call of a function begins. @returns its number, for what is said of it */
export function enter(fn: number, outer: number): number {
  if (state.phase === LOADING) return 0;
  const at = place();
  words[at] = fn * 8 + 2;
  words[at + 1] = outer;
  current = ++calls;
  words[at + 2] = current;
  words[4] = at + 3 - HEAD;
  return current;
}

export function step(call: number, site: number): void {
  note(call, site * 8);
}

export function caught(call: number, site: number): void {
  note(call, site * 8 + 4);
}

/** A call ends, or waits for something: who called it goes on. */
export function left(call: number, value: unknown): unknown {
  if (state.phase === LOADING) return value;
  const at = place();
  words[at] = call * 8 + 5;
  words[4] = at + 1 - HEAD;
  current = -1;
  return value;
}

/** A call goes on where it waited: with 1 from the queue of jobs, where nothing else is under way. */
export function back(call: number, queue: number, value: unknown): unknown {
  if (state.phase === LOADING) return value;
  const at = place();
  words[at] = call * 8 + (queue === 1 ? 6 : 1);
  words[4] = at + 1 - HEAD;
  current = call;
  return value;
}

function note(call: number, word: number): void {
  if (state.phase === LOADING) return;
  let at = place();
  if (call !== current) {
    words[at++] = call * 8 + 1;
    current = call;
  }
  words[at++] = word;
  words[4] = at - HEAD;
}

export function update(call: number, variable: number, before: unknown, now: unknown): unknown {
  write(call, variable, now);
  return before;
}

export function write(call: number, variable: number, value: unknown): unknown {
  if (state.phase === LOADING) return value;
  const at = place();
  words[at] = variable * 8 + 3;
  words[at + 1] = call;
  let end = at + 3;
  const type = typeof value;
  if (type === "number") {
    const number = value as number;
    if ((number | 0) === number && (number !== 0 || 1 / number > 0)) {
      words[at + 2] = 4;
      words[end++] = number;
    } else {
      whole[0] = number;
      words[at + 2] = 5;
      words[end++] = halves[0]!;
      words[end++] = halves[1]!;
    }
  } else if (type === "string") {
    words[at + 2] = 6;
    words[end++] = text(value as string);
    words[end++] = (value as string).length;
  } else if (type === "boolean") words[at + 2] = value === true ? 3 : 2;
  else if (type === "undefined") words[at + 2] = 0;
  else if (type === "function") words[at + 2] = 9;
  else if (type === "symbol") words[at + 2] = 10;
  else if (type === "bigint") {
    words[at + 2] = 11;
    const shown = textOf(value);
    words[end++] = text(shown);
    words[end++] = shown.length;
  } else words[at + 2] = value === null ? 1 : kindOf(value);
  words[4] = end - HEAD;
  return value;
}

/** A proxy that was revoked cannot be asked, and no other is: `isArray` runs no trap. */
function kindOf(value: unknown): number {
  try {
    return isArray(value) ? 7 : 8;
  } catch {
    return 8;
  }
}

/** The number of a text, which the host keeps. */
function text(value: string): number {
  if (texts > 0 && value === last) return texts - 1;
  last = value;
  hostCall(STANDARD, "t" + (value.length > TEXT ? cut(value, TEXT) : value));
  return texts++;
}
