import { expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { completingIn } from "./completing.ts";
import { graphEdges, graphNodes } from "./graph-parts.ts";
import { doneId, placeNodes } from "./layout.ts";
import { trafficIn } from "./use-traffic.ts";

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

test("a line says how many went there: edges between the same two are one, and what is not drawn is left out", () => {
  const edges = [
    { from: "risk", to: "done", outcome: null, walks: 30 },
    { from: "risk", to: "done", outcome: "old", walks: 10 },
    { from: "risk", to: "factor", outcome: "suspicious", walks: 10 },
    { from: "gone", to: "done", outcome: null, walks: 5 },
  ];
  const traffic = trafficIn({ nodes: [], edges }, "24h");
  const drawn = { canPick: false, picked: null, traffic };
  const lines = graphEdges(placed, new Map(), drawn).filter(({ data }) => !data?.implied);
  expect(lines.map(({ ariaLabel, data }) => [ariaLabel, data?.walks, data?.share])).toEqual([
    ["From risk to factor: suspicious, 10 walks", 10, 0.25],
    ["From risk to the end, 40 walks", 40, 1],
    ["From factor to the end, 0 walks", 0, 0],
  ]);
  expect(traffic.walks("risk", "factor", "suspicious")).toBe(10);
  // Where nothing went through, nothing is said: a graph full of noughts says less.
  const nothing = { ...drawn, traffic: trafficIn({ nodes: [], edges: [] }, "24h") };
  expect(graphEdges(placed, new Map(), nothing)[0]).toMatchObject({
    ariaLabel: "From risk to factor: suspicious",
  });
});
