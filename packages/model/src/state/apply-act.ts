import type { StatePlace } from "../entities/state-entry.ts";
import type { Json } from "../json.ts";
import { stateValueProblem } from "./bounds.ts";
import { sameJson } from "./same-json.ts";

/** One thing that a script does with one entry. Times are milliseconds; `ttlMs` null keeps it until it is deleted. */
export type StateAct = StatePlace & StateDeed;

/** The same, wherever it is done. */
export type StateDeed =
  | { act: "get" }
  | { act: "set"; value: Json; ttlMs: number | null }
  | { act: "delete" }
  | { act: "increment"; by: number; ttlMs: number | null }
  | { act: "compareAndSet"; expected: Json; value: Json; ttlMs: number | null }
  | { act: "addToSet"; member: Json; ttlMs: number | null }
  /** Of a rate limit: `most` in `perMs`. */
  | { act: "take"; most: number; perMs: number };

/** What an entry holds. */
export type HeldState = { value: Json; expiresAt: number | null };

/** What a script is answered, or the words in which it is refused. */
export type StateAnswer = { ok: true; value: Json } | { ok: false; message: string };

/**
 * What an act answers and leaves behind. The one meaning of state: the store applies it to rows, previews to a copy.
 *
 * @param held null where there is nothing, or what was there has expired
 * @returns `next` only where something changes; null deletes
 * @example applyStateAct(null, { ...place, act: "increment", by: 1, ttlMs: null }, now) // { answer: { ok: true, value: 1 }, next: { value: 1, expiresAt: null } }
 */
export function applyStateAct(
  held: HeldState | null,
  act: StateAct,
  nowMs: number,
): { answer: StateAnswer; next?: HeldState | null } {
  const value = held === null ? null : held.value;
  switch (act.act) {
    case "get":
      return { answer: answered(value) };
    case "set":
      return kept(null, act.value, until(act.ttlMs, nowMs));
    case "delete":
      return held === null ? { answer: answered(false) } : { answer: answered(true), next: null };
    case "compareAndSet":
      if (!sameJson(value, act.expected)) return { answer: answered(false) };
      return kept(true, act.value, until(act.ttlMs, nowMs));
    case "increment":
      return increment(held, act, nowMs);
    case "addToSet":
      return addToSet(held, act, nowMs);
    case "take":
      return take(held, act, nowMs);
  }
}

type ActOf<A extends StateAct["act"]> = Extract<StateAct, { act: A }>;
type Applied = ReturnType<typeof applyStateAct>;

const answered = (value: Json): StateAnswer => ({ ok: true, value });

/** Null is what a key answers that is not there, so setting it is deleting. */
function kept(answer: Json, value: Json, expiresAt: number | null): Applied {
  const problem = stateValueProblem(value);
  if (problem !== null) return { answer: { ok: false, message: problem } };
  return { answer: answered(answer), next: value === null ? null : { value, expiresAt } };
}

const until = (ttlMs: number | null, nowMs: number): number | null => (ttlMs === null ? null : nowMs + ttlMs);

/** How long it lives counts from its first increment: a window of failures does not move with each of them. */
function increment(held: HeldState | null, { key, by, ttlMs }: ActOf<"increment">, nowMs: number): Applied {
  if (held === null) return { answer: answered(by), next: { value: by, expiresAt: until(ttlMs, nowMs) } };
  const { value, expiresAt } = held;
  if (typeof value !== "number") return refused(key, value, "increment needs a number");
  const sum = value + by;
  if (!Number.isFinite(sum))
    return { answer: { ok: false, message: `${shown(key)} would be no finite number` } };
  return { answer: answered(sum), next: { value: sum, expiresAt } };
}

function addToSet(held: HeldState | null, { key, member, ttlMs }: ActOf<"addToSet">, nowMs: number): Applied {
  if (held === null) return kept(true, [member], until(ttlMs, nowMs));
  const { value, expiresAt } = held;
  if (!Array.isArray(value)) return refused(key, value, "addToSet needs a list");
  if (value.some((one) => sameJson(one as Json, member))) return { answer: answered(false) };
  return kept(true, [...(value as Json[]), member], expiresAt);
}

/**
 * The generic cell rate algorithm: one number says it all, the time at which everything that was taken would have come in
 * evenly. What is refused takes nothing, so that whoever goes on asking is not locked out for good.
 */
function take(held: HeldState | null, { most, perMs }: ActOf<"take">, nowMs: number): Applied {
  const each = perMs / most;
  const before = typeof held?.value === "number" ? held.value : nowMs;
  // A limit that was made longer, or a clock that stepped back, must not refuse for longer than the window.
  const next = Math.min(Math.max(before, nowMs), nowMs + perMs) + each;
  const wait = next - perMs - nowMs;
  if (wait > rounding)
    return {
      answer: answered({
        allowed: false,
        left: 0,
        retryAfterSeconds: Math.max(1, Math.ceil((wait - rounding) / 1_000)),
      }),
    };
  const left = Math.max(0, Math.floor((nowMs + perMs - next + rounding) / each));
  return {
    answer: answered({ allowed: true, left, retryAfterSeconds: 0 }),
    next: { value: next, expiresAt: Math.ceil(next) },
  };
}

/** Milliseconds that adding fractions to a time of day may lose. */
const rounding = 0.1;

function refused(key: string, value: Json, need: string): Applied {
  const held = Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "an object"
      : `a ${words[typeof value] ?? typeof value}`;
  return { answer: { ok: false, message: `${shown(key)} holds ${held}; ${need}` } };
}

const words: { [type: string]: string } = { string: "text", boolean: "truth value", number: "number" };

const shown = (key: string): string => JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
