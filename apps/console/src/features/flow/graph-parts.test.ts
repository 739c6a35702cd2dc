import { expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { completingIn } from "./completing.ts";
import { graphEdges, graphNodes } from "./graph-parts.ts";
import { doneId, placeNodes } from "./layout.ts";

const flow = aFlow();
const placed = placeNodes(flow.nodes, flow.edges, completingIn(flow));
const given = {
  flow,
  placed,
  dragged: new Map(),
  selected: null,
  views: new Map(),
  live: new Map(),
  at: null,
};

test("every node and the end have a card, with what readers say of it; the end cannot be moved or opened", () => {
  const nodes = graphNodes({ ...given, selected: "risk", at: "factor" });
  expect(nodes.map(({ id, ariaLabel }) => [id, ariaLabel])).toEqual([
    ["risk", "Risk check, decision"],
    ["factor", "Second factor, block"],
    ["welcome", "Welcome, completion"],
    [doneId, undefined],
  ]);
  expect(nodes.map(({ selected }) => selected)).toEqual([true, false, false, undefined]);
  expect(nodes.map(({ data }) => "at" in data && data.at)).toEqual([false, true, false, false]);
  expect(nodes.at(-1)).toMatchObject({ draggable: false, selectable: false, focusable: false });
});

test("a node that is dragged stands where the hand is, and its lines go straight meanwhile", () => {
  const dragged = new Map([["factor", { x: 700, y: 10 }]]);
  expect(graphNodes({ ...given, dragged })[1]?.position).toEqual({ x: 700, y: 10 });
  const bent = (lines: ReturnType<typeof graphEdges>) =>
    lines
      .filter(({ data }) => data?.labelAt || data?.bends.length)
      .map(({ source, target }) => `${source} ${target}`);
  expect(bent(graphEdges(placed, new Map()))).toContain("risk factor");
  expect(bent(graphEdges(placed, dragged))).not.toContain("risk factor");
});

test("a line says from where to where, and when", () => {
  expect(graphEdges(placed, new Map()).map(({ ariaLabel }) => ariaLabel)).toEqual(
    expect.arrayContaining(["From risk to factor: suspicious", "From risk to the end"]),
  );
});
