import { brokenPart, emptyGraph, type FlowGraph, flowChanges, flowEnd } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { clipText, readClip } from "./clipboard.ts";
import { beginDesigner, type DesignerState, designerReducer, isDirty } from "./designer-state.ts";
import {
  addNode,
  alignNodes,
  changeNode,
  connect,
  cutLine,
  disconnect,
  freeName,
  insertBetween,
  moveNodes,
  partOf,
  pasteInto,
  removeNodes,
  startAt,
} from "./graph-acts.ts";

const node = (name: string) => ({ name, title: name, kind: "decision", failurePolicy: "reject" as const });
const abc: FlowGraph = {
  entry: "a",
  nodes: [node("a"), node("b"), node("c")],
  edges: [
    { from: "a", to: "b" },
    { from: "b", to: flowEnd },
  ],
};

const name = fc.constantFrom("a", "b", "c", "d", "nobody");
const outcome = fc.constantFrom(null, "x", "y");
const act: fc.Arbitrary<(graph: FlowGraph) => FlowGraph> = fc.oneof(
  name.map((one) => (graph: FlowGraph) => addNode(graph, node(one))),
  fc.tuple(name, outcome, fc.oneof(name, fc.constant(flowEnd))).map(
    ([from, way, to]) =>
      (graph: FlowGraph) =>
        connect(graph, { from, outcome: way }, to),
  ),
  fc.tuple(name, outcome).map(
    ([from, way]) =>
      (graph: FlowGraph) =>
        disconnect(graph, { from, outcome: way }),
  ),
  fc.tuple(name, name).map(
    ([from, to]) =>
      (graph: FlowGraph) =>
        cutLine(graph, { from, to }),
  ),
  fc.tuple(name, name, name).map(
    ([from, to, one]) =>
      (graph: FlowGraph) =>
        insertBetween(graph, { from, to }, node(one)),
  ),
  fc.uniqueArray(name).map((names) => (graph: FlowGraph) => removeNodes(graph, new Set(names))),
  name.map((one) => (graph: FlowGraph) => startAt(graph, one)),
  name.map((one) => (graph: FlowGraph) => changeNode(graph, one, { title: "Other" })),
  fc.tuple(name, fc.double(), fc.double()).map(
    ([one, x, y]) =>
      (graph: FlowGraph) =>
        moveNodes(graph, new Map([[one, { x: Number.isNaN(x) ? 0 : x, y: Number.isNaN(y) ? 0 : y }]])),
  ),
  fc
    .uniqueArray(name)
    .map((names) => (graph: FlowGraph) => pasteInto(graph, partOf(graph, new Set(names))).graph),
);

test("whatever is done to a graph, it stays whole", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      let graph: FlowGraph = emptyGraph;
      for (const one of acts) {
        graph = one(graph);
        expect(brokenPart(graph)).toBeNull();
      }
    }),
  );
});

test("what is undone is as it was, and done again as it became", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let state = beginDesigner({ graph: abc, revision: 1, by: null });
      const seen = [state.graph];
      for (const change of acts) {
        const next = designerReducer(state, { type: "change", change });
        if (next !== state) seen.push(next.graph);
        state = next;
      }
      for (const before of seen.slice(0, -1).reverse()) {
        state = designerReducer(state, { type: "undo" });
        expect(flowChanges(state.graph, before)).toEqual([]);
      }
      for (const after of seen.slice(1)) {
        state = designerReducer(state, { type: "redo" });
        expect(flowChanges(state.graph, after)).toEqual([]);
      }
      expect(designerReducer(state, { type: "redo" })).toBe(state);
    }),
  );
});

const change = (state: DesignerState, by: (graph: FlowGraph) => FlowGraph) =>
  designerReducer(state, { type: "change", change: by });

test("what others save is taken in, and no undo takes it away", () => {
  let state = beginDesigner({ graph: abc, revision: 1, by: null });
  state = change(state, (graph) => connect(graph, { from: "c", outcome: null }, flowEnd));
  const theirs = { graph: addNode(abc, node("d")), revision: 2, by: "Bo" };
  state = designerReducer(state, { type: "heard", theirs });
  expect(state.clash).toBeNull();
  expect(state.graph.nodes.map((one) => one.name)).toEqual(["a", "b", "c", "d"]);
  expect(isDirty(state)).toBe(true);
  state = designerReducer(state, { type: "undo" });
  expect(flowChanges(state.graph, theirs.graph)).toEqual([]);
  expect(isDirty(state)).toBe(false);
  // An older word than what is known says nothing.
  expect(designerReducer(state, { type: "heard", theirs: { graph: abc, revision: 1, by: null } }).graph).toBe(
    state.graph,
  );
});

test.each(["mine", "theirs"] as const)(
  "who changed the same differently is asked, and %s counts",
  (whose) => {
    let state = beginDesigner({ graph: abc, revision: 1, by: null });
    state = change(state, (graph) => changeNode(graph, "a", { title: "Mine" }));
    state = change(state, (graph) => changeNode(graph, "c", { title: "Kept" }));
    const graph = changeNode(changeNode(abc, "a", { title: "Theirs" }), "b", { title: "Also kept" });
    state = designerReducer(state, { type: "heard", theirs: { graph, revision: 2, by: "Bo" } });
    expect(state.clash?.clashes).toEqual([{ kind: "node", node: "a" }]);
    state = designerReducer(state, { type: "choose", whose });
    const titles = state.graph.nodes.map(({ title }) => title);
    expect(titles).toEqual([whose === "mine" ? "Mine" : "Theirs", "Also kept", "Kept"]);
    expect(state.base.revision).toBe(2);
  },
);

test("a save that is answered late does not take back what was drawn meanwhile", () => {
  let state = beginDesigner({ graph: abc, revision: 1, by: null });
  state = change(state, (graph) => addNode(graph, node("d")));
  state = designerReducer(state, { type: "send" });
  state = change(state, (graph) => addNode(graph, node("e")));
  state = designerReducer(state, { type: "saved", revision: 2 });
  expect(state.base.graph.nodes).toHaveLength(4);
  expect(state.graph.nodes).toHaveLength(5);
  expect(isDirty(state)).toBe(true);
});

test("nodes go into another flow with the edges between them, under names that are free", () => {
  const { graph, names } = pasteInto(abc, partOf(abc, new Set(["a", "b"])));
  expect(names).toEqual(
    new Map([
      ["a", "a-2"],
      ["b", "b-2"],
    ]),
  );
  expect(graph.edges.slice(2)).toEqual([
    { from: "a-2", to: "b-2" },
    { from: "b-2", to: flowEnd },
  ]);
  expect(freeName(new Set(["x", "x-2"]), "x")).toBe("x-3");
  expect(freeName(new Set(), flowEnd)).toBe("done-2");
});

test("nodes in a line stand in the middle of where they stood", () => {
  const at = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 100, y: 40 }],
  ]);
  const placed = (how: "row" | "column") =>
    alignNodes(abc, at, how).nodes.flatMap(({ position }) => (position ? [position] : []));
  expect(placed("row")).toEqual([
    { x: 0, y: 20 },
    { x: 100, y: 20 },
  ]);
  expect(placed("column")).toEqual([
    { x: 50, y: 0 },
    { x: 50, y: 40 },
  ]);
});

test("a clip is read back as it was, and any other text is none", () => {
  const clip = { realm: "acme", flow: "login", nodes: abc.nodes, edges: abc.edges };
  expect(readClip(clipText(clip))).toEqual(clip);
  for (const text of [
    "",
    "hello",
    "{}",
    clipText({ ...clip, nodes: [] }),
    clipText({ ...clip, edges: [{ from: "z", to: "a" }] }),
    clipText({ ...clip, realm: "../x" }),
    clipText({ ...clip, nodes: [{ ...node("a"), title: "a\u202eb" }] }),
    clipText(clip).replace('"nodes"', '"__proto__":{"x":1},"nodes"'),
    `${clipText(clip)}${" ".repeat(500_000)}`,
  ])
    expect(readClip(text), text.slice(0, 60)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readClip(text)).toBeNull();
    }),
  );
});
