import {
  applyStateAct,
  type HeldState,
  type Json,
  type StateAct,
  sameJson,
  stateValueProblem,
} from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";

const place = { kind: "value", scope: "realm", owner: "", key: "k" } as const;

/** Applies acts one after the other, as a store does: what has expired is not there any more. */
function play(acts: readonly [act: object, atMs?: number][]): Json[] {
  let held: HeldState | null = null;
  return acts.map(([act, atMs = 0]) => {
    if (held !== null && held.expiresAt !== null && held.expiresAt <= atMs) held = null;
    const { answer, next } = applyStateAct(held, { ...place, ...act } as StateAct, atMs);
    if (next !== undefined) held = next;
    return answer.ok ? answer.value : answer.message;
  });
}

test("what is set is read, and null is what is not there", () => {
  const set = (value: Json) => ({ act: "set", value, ttlMs: null });
  expect(play([[{ act: "get" }], [set({ a: 1 })], [{ act: "get" }], [set(null)], [{ act: "get" }]])).toEqual([
    null,
    null,
    { a: 1 },
    null,
    null,
  ]);
  expect(play([[{ act: "delete" }], [set(1)], [{ act: "delete" }], [{ act: "get" }]])).toEqual([
    false,
    null,
    true,
    null,
  ]);
});

test("a counter's time counts from its first increment, a value's from when it was set", () => {
  const up = { act: "increment", by: 1, ttlMs: 100 };
  expect(
    play([
      [up, 0],
      [up, 90],
      [up, 99],
      [up, 100],
    ]),
  ).toEqual([1, 2, 3, 1]);
  const set = { act: "set", value: "x", ttlMs: 100 };
  expect(
    play([
      [set, 0],
      [set, 90],
      [{ act: "get" }, 150],
      [{ act: "get" }, 190],
    ]),
  ).toEqual([null, null, "x", null]);
});

test("what is no number is not counted up, and what is no list gets no members", () => {
  const set = { act: "set", value: "text", ttlMs: null };
  expect(
    play([[set], [{ act: "increment", by: 1, ttlMs: null }], [{ act: "addToSet", member: 1, ttlMs: null }]]),
  ).toEqual([null, '"k" holds a text; increment needs a number', '"k" holds a text; addToSet needs a list']);
  const most = { act: "increment", by: Number.MAX_VALUE, ttlMs: null };
  expect(play([[most], [most]]).at(-1)).toBe('"k" would be no finite number');
});

test("compare and set: the first of two wins, by value and not by the order of members", () => {
  const once = { act: "compareAndSet", expected: null, value: { a: 1, b: [2] }, ttlMs: null };
  const change = { act: "compareAndSet", expected: { b: [2], a: 1 }, value: 7, ttlMs: null };
  expect(play([[once], [once], [change], [change], [{ act: "get" }]])).toEqual([true, false, true, false, 7]);
});

test("a member is new once", () => {
  const add = (member: Json) => ({ act: "addToSet", member, ttlMs: null });
  expect(play([[add({ id: 1 })], [add("b")], [add({ id: 1 })], [{ act: "get" }]])).toEqual([
    true,
    true,
    false,
    [{ id: 1 }, "b"],
  ]);
});

test("of a limit so many at once are let through, then one in each part of its time", () => {
  const take = { act: "take", most: 3, perMs: 3_000 };
  const at = (...times: number[]) => play(times.map((ms) => [take, ms] as [object, number]));
  expect(at(0, 0, 0, 0, 999, 1_000, 1_000)).toEqual([
    { allowed: true, left: 2, retryAfterSeconds: 0 },
    { allowed: true, left: 1, retryAfterSeconds: 0 },
    { allowed: true, left: 0, retryAfterSeconds: 0 },
    { allowed: false, left: 0, retryAfterSeconds: 1 },
    { allowed: false, left: 0, retryAfterSeconds: 1 },
    { allowed: true, left: 0, retryAfterSeconds: 0 },
    { allowed: false, left: 0, retryAfterSeconds: 1 },
  ]);
});

test("a limit never lets more through than it says, whenever it is asked, and always again after its time", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 86_400 }),
      fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 80 }),
      (most, perSeconds, gaps) => {
        const perMs = perSeconds * 1_000;
        let now = 1_700_000_000_000;
        const start = now;
        const acts = gaps.map((gap): [object, number] => {
          now += gap;
          return [{ act: "take", most, perMs }, now];
        });
        const answers = play([...acts, [{ act: "take", most, perMs }, now + perMs]]) as {
          allowed: boolean;
        }[];
        const passed = answers.slice(0, -1).filter(({ allowed }) => allowed).length;
        expect(passed).toBeLessThanOrEqual(most + Math.ceil(((now - start) / perMs) * most));
        expect(answers.at(-1)!.allowed).toBe(true);
      },
    ),
  );
});

test("equal is what reads the same as JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (a, b) => {
      const [left, right] = [a, b].map((one) => JSON.parse(JSON.stringify(one)) as Json) as [Json, Json];
      expect(sameJson(left, JSON.parse(JSON.stringify(left)) as Json)).toBe(true);
      if (JSON.stringify(left) === JSON.stringify(right)) expect(sameJson(left, right)).toBe(true);
      else if (typeof left !== "object") expect(sameJson(left, right)).toBe(false);
    }),
  );
  expect(sameJson({ a: null }, {})).toBe(false);
  expect(sameJson([1], { 0: 1 })).toBe(false);
});

test("a value that nests too deep or is too large is refused in words", () => {
  let deep: Json = 1;
  for (let i = 0; i < 50_000; i++) deep = [deep];
  expect(stateValueProblem(deep)).toBe("a value may nest 32 levels deep");
  expect(stateValueProblem("é".repeat(40_000))).toBe("the value has 80002 bytes as JSON; 65536 are the most");
  expect(stateValueProblem({ a: [1, "x", null] })).toBeNull();
  const set = { act: "set", value: deep, ttlMs: null };
  const add = (n: number) => ({ act: "addToSet", member: "x".repeat(30_000 + n), ttlMs: null });
  expect(
    play([[set], [add(1)], [add(2)], [add(6_000)], [{ act: "compareAndSet", expected: deep, value: 1 }]]),
  ).toEqual([
    "a value may nest 32 levels deep",
    true,
    true,
    "the value has 96013 bytes as JSON; 65536 are the most",
    false,
  ]);
});
