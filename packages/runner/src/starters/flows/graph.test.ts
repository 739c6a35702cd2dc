import { identity } from "@scriptyard/hosts";
import type { Flow } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { checkFlow, edgeTaken } from "./graph.ts";

const flow = (change: Partial<Flow> = {}): Flow => ({
  id: newId("flw"),
  realmId: newId("rlm"),
  name: "login",
  title: "Login",
  entry: "a",
  nodes: [
    { name: "a", title: "A", kind: "decision", failurePolicy: "reject" },
    { name: "b", title: "B", kind: "block", failurePolicy: "continue" },
    { name: "end", title: "End", kind: "completion", failurePolicy: "continue" },
  ],
  edges: [
    { from: "a", to: "b" },
    { from: "a", to: "done", outcome: "trusted" },
    { from: "b", to: "done" },
  ],
  liveVersion: null,
  createdAt: 0,
  updatedAt: 0,
  ...change,
});

describe("flow graph", () => {
  test("an outcome follows its own edge or none; what is older than that rule, the default edge", () => {
    for (const rule of ["error", null] as const) {
      expect(edgeTaken(flow(), "a", "trusted", rule)?.to).toBe("done");
      expect(edgeTaken(flow(), "a", null, rule)?.to).toBe("b");
      expect(edgeTaken(flow(), "a", "unheard-of", rule)?.to ?? null).toBe(rule === null ? "b" : null);
      expect(edgeTaken(flow({ edges: [{ from: "a", to: "b", outcome: "x" }] }), "a", "y", rule)).toBeNull();
    }
  });

  test("a sound flow passes", () => expect(checkFlow(flow(), identity).entry).toBe("a"));

  const [a, b] = flow().nodes as [Flow["nodes"][number], Flow["nodes"][number]];
  test.each([
    ["an unknown entry", { entry: "z" }, /entry: there is no node "z". Nodes: a, b, end/],
    [
      "an entry that is a completion",
      { entry: "end" },
      /"end" runs at the end \(Completion\)\. Start with a node of another kind: Decision, Block\./,
    ],
    [
      "an edge to nowhere",
      { edges: [...flow().edges, { from: "b", to: "z", outcome: "x" }] },
      /no node "z" \(edge from "b"\)/,
    ],
    [
      "an edge from nowhere",
      { edges: [...flow().edges, { from: "z", to: "b" }] },
      /no node "z" \(edge to "b"\)/,
    ],
    [
      "two default edges",
      { edges: [...flow().edges, { from: "a", to: "done" }] },
      /"a" has two default edges/,
    ],
    [
      "two edges of one outcome",
      { edges: [...flow().edges, { from: "a", to: "b", outcome: "trusted" }] },
      /outcome "trusted"/,
    ],
    ["a dead end", { edges: [{ from: "a", to: "b" }] }, /"b" leads nowhere/],
    [
      "a block that can only be left by an outcome",
      { edges: [...flow().edges.slice(0, 2), { from: "b", to: "done", outcome: "x" }] },
      /"b" shows a page \(Block\).*Draw its default edge/,
    ],
    ["a node twice", { nodes: [a, b, a] }, /"a" is there twice/],
    ["a node named done", { nodes: [a, b, { ...b, name: "done" }] }, /Rename the node/],
    ["a field of a wrong type", { nodes: [{ ...a, kind: "May be" }] }, /graph\.nodes\.0\.kind/],
    [
      "a kind that the host has not",
      { nodes: [a, { ...b, kind: "review" }] },
      /nodes: "b" is of the kind "review", which the host "identity" has not\. Change it to one of its kinds: decision, block, completion\./,
    ],
  ])("%s is refused", (_what, change, message) => {
    expect(() => checkFlow(flow(change as Partial<Flow>), identity)).toThrow(message);
  });
});
