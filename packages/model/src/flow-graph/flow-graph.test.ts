// Long: one family of properties over one arbitrary graph: findings, schema, diff and merge.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FlowEdge, FlowGraph, FlowNode } from "../entities/flow.ts";
import type { FlowNodeKind } from "../flow-kind.ts";
import { flowEnd } from "../junction.ts";
import { flowChanges } from "./diff.ts";
import { type FlowFacts, flowFindings, type ScriptAnswers } from "./findings.ts";
import { brokenPart, flowGraphSchema, wayOut } from "./graph.ts";
import { mergeGraphs } from "./merge.ts";

const decision: FlowNodeKind = {
  id: "decision",
  title: "Decision",
  description: "Decides",
  hook: "onExecute",
  role: "decides",
  form: "form",
  answers: { by: "action", values: { continue: { action: "continue", outcome: "outcome" } } },
};
const block: FlowNodeKind = {
  id: "block",
  title: "Block",
  description: "Shows",
  hook: "render",
  role: "shows",
};
const completion: FlowNodeKind = { ...block, id: "completion", title: "Completion", role: "completes" };
const facts: FlowFacts = {
  flow: "login",
  host: "identity",
  kinds: [decision, block, completion],
  scripts: new Map(),
};

const node = (name: string, kind = "decision"): FlowNode => ({
  name,
  title: name,
  kind,
  failurePolicy: "reject",
});
const graph = (nodes: FlowNode[], edges: FlowEdge[]): FlowGraph => ({
  entry: nodes[0]?.name ?? null,
  nodes,
  edges,
});
const codes = (drawn: FlowGraph, known: Partial<FlowFacts> = {}) =>
  flowFindings(drawn, { ...facts, ...known }).map(({ code, at }) =>
    at.kind === "node"
      ? `${code} ${at.node}`
      : at.kind === "edge"
        ? `${code} ${at.from} ${at.outcome}`
        : code,
  );
const answers = (written: string[], more: Partial<ScriptAnswers> = {}): ScriptAnswers => ({
  written,
  unnamed: true,
  open: false,
  ...more,
});

describe("what is wrong with a graph", () => {
  test("nothing, where every way leads to the end", () =>
    expect(codes(graph([node("a"), node("end", "completion")], [{ from: "a", to: flowEnd }]))).toEqual([]));

  test.each<[string, FlowGraph, string[]]>([
    ["nothing is drawn", graph([], []), ["no-entry"]],
    ["no start", { entry: null, nodes: [node("a")], edges: [{ from: "a", to: flowEnd }] }, ["no-entry"]],
    ["a node that leads nowhere", graph([node("a"), node("b")], [{ from: "a", to: "b" }]), ["dead-end b"]],
    [
      "a node nothing leads to",
      graph(
        [node("a"), node("b")],
        [
          { from: "a", to: flowEnd },
          { from: "b", to: flowEnd },
        ],
      ),
      ["unreachable b"],
    ],
    ["a start that completes", graph([node("a", "completion")], []), ["entry-completes a"]],
    [
      "a kind that the host has not",
      graph([node("a", "oracle")], [{ from: "a", to: flowEnd }]),
      ["unknown-kind a"],
    ],
    [
      "a page without its default edge",
      graph(
        [node("a"), node("b", "block")],
        [
          { from: "a", to: "b" },
          { from: "b", to: flowEnd, outcome: "ok" },
        ],
      ),
      ["page-without-exit b", "edge-never-taken b ok"],
    ],
    [
      "a loop without an exit",
      graph(
        [node("a"), node("b"), node("c")],
        [
          { from: "a", to: flowEnd },
          { from: "a", to: "b", outcome: "x" },
          { from: "b", to: "c" },
          { from: "c", to: "b" },
        ],
      ),
      ["loop-without-exit b"],
    ],
    [
      "no way to the end at all",
      graph(
        [node("a"), node("b")],
        [
          { from: "a", to: "b" },
          { from: "b", to: "a" },
        ],
      ),
      ["no-way-to-the-end a", "loop-without-exit a"],
    ],
    [
      "a node that leads to itself only",
      graph(
        [node("a"), node("b")],
        [
          { from: "a", to: flowEnd },
          { from: "a", to: "b", outcome: "x" },
          { from: "b", to: "b" },
        ],
      ),
      ["loop-without-exit b"],
    ],
  ])("%s", (_what, drawn, found) => expect(codes(drawn)).toEqual(found));

  test("by what its scripts answer: live ones hold up the publish, drafts warn, what may answer anything is not judged", () => {
    const drawn = graph(
      [node("a")],
      [
        { from: "a", to: flowEnd },
        { from: "a", to: "a", outcome: "again" },
      ],
    );
    const by = (live: ScriptAnswers | null, draft: ScriptAnswers | null, isLive = true) =>
      codes(drawn, { scripts: new Map([["a", { live: isLive, liveAnswers: live, draftAnswers: draft }]]) });
    expect(by(answers(["again"]), answers(["again"]))).toEqual([]);
    expect(by(answers(["agian"]), null)).toEqual(["outcome-without-edge a", "edge-never-taken a again"]);
    expect(by(answers(["again"]), answers(["again", "more"]))).toEqual(["new-outcome-without-edge a"]);
    expect(by(answers([]), answers([]))).toEqual(["edge-never-taken a again"]);
    expect(by(answers([], { open: true }), answers([]))).toEqual([]);
    expect(by(null, answers(["again"]), false)).toEqual(["not-live a"]);
    expect(codes(drawn, { scripts: new Map([["a", null]]) })).toEqual(["no-script a"]);
  });

  test("each says where and what to do about it", () => {
    const [first] = flowFindings(graph([node("a"), node("b")], [{ from: "a", to: "b" }]), facts);
    expect(first).toMatchObject({ at: { kind: "node", node: "b" }, message: '"b" leads nowhere.' });
    expect(first!.remedy).toContain("Draw an edge");
  });
});

const names = ["a", "b", "c", "d"] as const;
const anyGraph: fc.Arbitrary<FlowGraph> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
    kinds: fc.array(fc.constantFrom("decision", "block", "completion", "oracle"), {
      minLength: 4,
      maxLength: 4,
    }),
    titles: fc.array(fc.constantFrom("One", "Two", ""), { minLength: 4, maxLength: 4 }),
    placed: fc.array(fc.option(fc.record({ x: fc.integer(), y: fc.integer() }), { nil: undefined }), {
      minLength: 4,
      maxLength: 4,
    }),
    edges: fc.array(
      fc.record({
        from: fc.constantFrom(...names),
        to: fc.constantFrom(...names, flowEnd),
        outcome: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
      }),
      { maxLength: 8 },
    ),
    entry: fc.option(fc.constantFrom(...names), { nil: null }),
  })
  .map(({ names: own, kinds, titles, placed, edges, entry }) => {
    const seen = new Set<string>();
    return {
      entry: entry !== null && own.includes(entry) ? entry : null,
      nodes: own.map((name, at) => ({
        name,
        title: titles[at]!,
        kind: kinds[at]!,
        failurePolicy: "reject" as const,
        ...(placed[at] && {
          position: { x: placed[at].x % 1000, y: placed[at].y % 1000 },
        }),
      })),
      edges: edges.flatMap(({ outcome, ...edge }) => {
        const whole: FlowEdge = outcome === undefined ? edge : { ...edge, outcome };
        const fits =
          own.includes(edge.from) &&
          (edge.to === flowEnd || own.includes(edge.to as "a")) &&
          !seen.has(wayOut(whole));
        seen.add(wayOut(whole));
        return fits ? [whole] : [];
      }),
    };
  });

describe("whatever is drawn", () => {
  test("findings name what is there, and a graph without errors can be walked to the end from its start", () => {
    fc.assert(
      fc.property(anyGraph, (drawn) => {
        const found = flowFindings(drawn, facts);
        const known = new Set(drawn.nodes.map(({ name }) => name));
        for (const { at } of found) {
          if (at.kind === "node") expect(known.has(at.node)).toBe(true);
          if (at.kind === "edge")
            expect(
              drawn.edges.some((edge) => edge.from === at.from && (edge.outcome ?? null) === at.outcome),
            ).toBe(true);
        }
        if (found.some(({ severity }) => severity === "error")) return;
        const kindAt = new Map(drawn.nodes.map(({ name, kind }) => [name, kind]));
        const reached = new Set([drawn.entry!]);
        for (const name of reached)
          for (const { from, to } of drawn.edges) if (from === name) reached.add(to);
        expect([...reached].some((name) => name === flowEnd || kindAt.get(name) === "completion")).toBe(true);
      }),
    );
  });

  test("a graph that is sent is read as it is, or refused whole", () => {
    fc.assert(
      fc.property(anyGraph, (drawn) => {
        expect(brokenPart(drawn)).toBeNull();
        expect(flowGraphSchema.parse(JSON.parse(JSON.stringify(drawn)))).toEqual(
          JSON.parse(JSON.stringify(drawn)),
        );
      }),
    );
    for (const broken of [
      { entry: "z", nodes: [], edges: [] },
      graph([node("a"), node("a")], []),
      graph([node(flowEnd)], []),
      graph([node("a")], [{ from: "a", to: "b" }]),
      graph(
        [node("a")],
        [
          { from: "a", to: flowEnd },
          { from: "a", to: "a" },
        ],
      ),
      { ...graph([node("a")], []), more: 1 },
      graph([{ ...node("a"), position: { x: 1e9, y: 0 } }], []),
      graph(
        Array.from({ length: 201 }, (_, n) => node(`n${n}`)),
        [],
      ),
    ])
      expect(flowGraphSchema.safeParse(broken).success).toBe(false);
  });

  test("there is no difference to itself, and one to everything else", () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (one, other) => {
        expect(flowChanges(one, one)).toEqual([]);
        const sorted = ({ entry, nodes, edges }: FlowGraph) =>
          JSON.stringify([
            entry,
            // Their order counts: of those that complete a flow, the first runs first.
            nodes,
            edges.map((edge) => `${wayOut(edge)} ${edge.to}`).sort(),
          ]);
        expect(flowChanges(one, other).length === 0).toBe(sorted(one) === sorted(other));
      }),
    );
  });

  test("a merge is whole; of one side's changes alone it is that side; without a clash both orders agree", () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, anyGraph, (base, mine, theirs) => {
        const merged = mergeGraphs(base, mine, theirs);
        expect(brokenPart(merged.graph)).toBeNull();
        expect(flowChanges(mergeGraphs(base, mine, base).graph, mine)).toEqual([]);
        expect(flowChanges(mergeGraphs(base, base, theirs).graph, theirs)).toEqual([]);
        if (merged.clashes.length > 0) return;
        const other = mergeGraphs(base, theirs, mine);
        expect(other.clashes).toEqual([]);
        // Where both put what they added, or in which order, is nobody's loss.
        const lost = flowChanges(merged.graph, other.graph).filter(
          ({ kind }) => kind !== "moved" && kind !== "reordered",
        );
        expect(lost).toEqual([]);
      }),
    );
  });
});

test("another order of the nodes is a difference, also where nothing else is", () => {
  const [a, b, c] = [node("a"), node("b", "completion"), node("c", "completion")];
  const edges = [{ from: "a", to: flowEnd }];
  expect(flowChanges(graph([a, b, c], edges), graph([a, c, b], edges))).toEqual([{ kind: "reordered" }]);
  // What was added or removed between them leaves the others in their order.
  expect(flowChanges(graph([a, c], edges), graph([a, b, c], edges))).toEqual([
    { kind: "node-added", node: "b", title: "b" },
  ]);
});

test("a diff is said in the words of people: added, removed, rewired, renamed", () => {
  const before = graph(
    [node("a"), node("b")],
    [
      { from: "a", to: "b" },
      { from: "b", to: flowEnd },
    ],
  );
  const after: FlowGraph = {
    entry: "c",
    nodes: [{ ...node("a"), title: "First", position: { x: 1, y: 1 } }, node("c")],
    edges: [
      { from: "a", to: "c" },
      { from: "c", to: flowEnd, outcome: "ok" },
    ],
  };
  expect(flowChanges(before, after)).toEqual([
    { kind: "entry", before: "a", after: "c" },
    { kind: "node-renamed", node: "a", title: "First", before: "a" },
    { kind: "node-added", node: "c", title: "c" },
    { kind: "node-removed", node: "b", title: "b" },
    { kind: "edge-rewired", from: "a", outcome: null, before: "b", to: "c" },
    { kind: "edge-added", from: "c", outcome: "ok", to: flowEnd },
    { kind: "edge-removed", from: "b", outcome: null, to: flowEnd },
    { kind: "moved", nodes: 1 },
  ]);
});
