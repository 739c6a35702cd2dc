import { describe, expect, test } from "vitest";
import { decisionOf, type FlowNodeKind, kindNamed, kindOfHook } from "./flow-kind.ts";

const gate: FlowNodeKind = {
  id: "gate",
  title: "Gate",
  description: "Opens or not.",
  hook: "onGate",
  role: "decides",
  form: "reply",
  answers: {
    by: "says",
    values: {
      open: { action: "continue", outcome: "way" },
      wait: { action: "challenge", block: "page" },
      shut: { action: "reject", code: "why", message: "words" },
    },
  },
};
const farewell: FlowNodeKind = {
  id: "farewell",
  title: "Farewell",
  description: "Says goodbye.",
  hook: "onLeave",
  role: "completes",
};

describe("what an answer means", () => {
  test.each([
    [{ says: "open" }, { action: "continue", outcome: null, member: "way" }],
    [
      { says: "open", way: "left" },
      { action: "continue", outcome: "left", member: "way" },
    ],
    [
      { says: "wait", page: { parts: [] } },
      { action: "challenge", block: { parts: [] } },
    ],
    [
      { says: "shut", why: "late" },
      { action: "reject", code: "late", message: null },
    ],
    [
      { says: "shut", why: "late", words: "Too late." },
      { action: "reject", code: "late", message: "Too late." },
    ],
    [{ says: "toString" }, null],
    [{ action: "continue" }, null],
    ["open", null],
    [null, null],
  ])("%j", (result, decision) => expect(decisionOf(gate, result)).toEqual(decision));

  test("nothing, of a kind that decides nothing or that nobody knows", () => {
    expect(decisionOf(farewell, { says: "open" })).toBeNull();
    expect(decisionOf(null, { says: "open" })).toBeNull();
  });
});

test("a kind is found by its name in a graph and by its hook; what no host has is no kind", () => {
  const kinds = [gate, farewell];
  expect([kindNamed(kinds, "farewell"), kindOfHook(kinds, "onGate")]).toEqual([farewell, gate]);
  expect([kindNamed(kinds, "onGate"), kindOfHook(kinds, "gate"), kindOfHook(kinds, null)]).toEqual([
    null,
    null,
    null,
  ]);
});
