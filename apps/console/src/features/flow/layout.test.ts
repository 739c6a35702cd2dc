import type { FlowEdge, FlowNode } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { doneId, nodeSize, placeNodes as place } from "./layout.ts";

const placeNodes = (nodes: readonly FlowNode[], edges: readonly FlowEdge[]) =>
  place(nodes, edges, new Set(nodes.filter(({ kind }) => kind === "completion").map(({ name }) => name)));

const graph = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 14 })
  .chain((names) =>
    fc.record({
      nodes: fc.constant(
        names.map((name): FlowNode => ({ name, title: name, kind: "decision", failurePolicy: "reject" })),
      ),
      edges: fc.array(
        fc.record({
          from: fc.constantFrom(...names),
          to: fc.constantFrom(...names, "done", "somewhere-else"),
        }) satisfies fc.Arbitrary<FlowEdge>,
        { maxLength: 30 },
      ),
    }),
  );

test("no two nodes lie on each other, whatever the edges, loops included", () => {
  fc.assert(
    fc.property(graph, ({ nodes, edges }) => {
      const places = [...placeNodes(nodes, edges).nodes.values()];
      expect(places).toHaveLength(nodes.length);
      for (const [index, a] of places.entries())
        for (const b of places.slice(index + 1))
          expect(
            Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height,
            JSON.stringify([a, b]),
          ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

const node = (name: string, kind: FlowNode["kind"] = "decision"): FlowNode => ({
  name,
  title: name,
  kind,
  failurePolicy: "reject",
});

test("a node somebody moved stays where it was put, and the others stay where they were", () => {
  const edges = [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "done" },
  ];
  const before = placeNodes([node("a"), node("b"), node("c")], edges);
  const after = placeNodes([node("a"), { ...node("b"), position: { x: 500, y: -20 } }, node("c")], edges);
  expect(after.nodes.get("b")).toEqual({ x: 500, y: -20 });
  expect([after.nodes.get("a"), after.nodes.get("c"), after.done]).toEqual([
    before.nodes.get("a"),
    before.nodes.get("c"),
    before.done,
  ]);
});

test("a flow laid out by hand side by side ends to the right, one below the other it ends below", () => {
  const put = (x: number, y: number): FlowNode[] => [
    { ...node("a"), position: { x: 0, y: 0 } },
    { ...node("b"), position: { x, y } },
  ];
  const right = placeNodes(put(300, 0), [{ from: "a", to: "b" }]);
  expect(right.direction).toBe("right");
  expect(right.done.x).toBeGreaterThanOrEqual(300 + nodeSize.width);
  const down = placeNodes(put(0, 300), [{ from: "a", to: "b" }]);
  expect(down.direction).toBe("down");
  expect(down.done.y).toBeGreaterThanOrEqual(300 + nodeSize.height);
});

test("edges between the same nodes are one line that names its outcomes, and the end leads to completion nodes", () => {
  const { lines } = placeNodes(
    [node("a"), node("b"), node("finish", "completion")],
    [
      { from: "a", to: "b" },
      { from: "a", to: "b", outcome: "odd" },
      { from: "a", to: "done", outcome: "known" },
      { from: "b", to: "done" },
    ],
  );
  expect(lines.map(({ from, to, label, implied }) => [from, to, label, implied])).toEqual([
    ["a", "b", "default, odd", false],
    ["a", doneId, "known", false],
    ["b", doneId, null, false],
    [doneId, "finish", null, true],
  ]);
});
