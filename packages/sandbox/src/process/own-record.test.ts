import type { HostAnswer } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GivenAnswer, ownRecord } from "./own-record.ts";

const span = { fromMs: 100, toMs: 200 };
const before: HostAnswer[] = [
  { call: 0, name: "flow.challenge", args: [], ok: true, value: "yes", atMs: 100 },
];
const given: GivenAnswer[] = [
  { ask: 1, name: "users.find", args: ["b"], ok: true, value: { name: "B" } },
  { ask: 0, name: "users.find", args: ["a"], ok: false, value: null, error: "nobody" },
  { ask: 2, name: "users.find", args: ["c"], ok: true, value: [1] },
];
const honest: HostAnswer[] = [
  before[0]!,
  { call: 3, name: "users.find", args: ["b"], ok: true, value: { name: "B" }, atMs: 110 },
  { call: 1, name: "users.find", args: ["a"], ok: false, value: null, error: "nobody", atMs: 110 },
  { call: 4, name: "users.find", args: ["c"], ok: true, value: [1], atMs: 200 },
];

describe("the owner's record of host answers", () => {
  it("holds its own answers, as many as were used", () => {
    for (let used = 1; used <= honest.length; used++) {
      const told = honest.slice(0, used);
      expect(ownRecord(structuredClone(told), before, given, span)).toEqual(told);
    }
    expect(ownRecord(undefined, before, given, span)).toEqual(before);
    expect(ownRecord([], [], given, span)).toEqual([]);
  });

  const changed = (at: number, change: Partial<HostAnswer>) =>
    honest.map((answer, i) => (i === at ? { ...answer, ...change } : answer));
  it.each<[string, HostAnswer[]]>([
    ["another value", changed(1, { value: { name: "M" } })],
    ["another error", changed(2, { error: "no" })],
    ["an answer for an error", changed(2, { ok: true })],
    ["other arguments", changed(1, { args: ["m"] })],
    ["another function", changed(1, { name: "users.gone" })],
    ["another answer before", changed(0, { value: "no" })],
    ["another time before", changed(0, { atMs: 99 })],
    ["another order", [honest[0]!, honest[2]!, honest[1]!, honest[3]!]],
    ["one more", [...honest, { ...honest[3]!, call: 5 }]],
    ["the same twice", [...honest.slice(0, 3), honest[2]!]],
    ["calls against the order in which they were asked for", changed(2, { call: 5 })],
    ["a time before the run", changed(1, { atMs: 99 })],
    ["a time to come", changed(3, { atMs: 201 })],
    ["a clock that goes back", changed(2, { atMs: 105 })],
  ])("does not take %s", (_name, told) => {
    expect(ownRecord(told, before, given, span)).toBeNull();
  });

  it("never holds what nobody gave", () => {
    const answer = fc.record({
      call: fc.nat(5),
      name: fc.constant("users.find"),
      args: fc.constantFrom([["a"]], ["a"], ["b"], ["c"]),
      ok: fc.boolean(),
      value: fc.constantFrom(null, [1], { name: "B" }),
      atMs: fc.integer({ min: 95, max: 205 }),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(answer, fc.constantFrom(...honest)), { maxLength: 5 }), (told) => {
        const record = ownRecord(told as HostAnswer[], before, given, span);
        const timeless = record?.slice(1).map(({ call: _call, atMs: _at, ...rest }) => rest);
        if (timeless)
          expect(given.map(({ ask: _ask, ...rest }) => rest).slice(0, timeless.length)).toEqual(timeless);
      }),
    );
  });
});
