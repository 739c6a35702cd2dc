import type { FlowFinding } from "@scriptyard/model";
import { MarkerType } from "@xyflow/react";
import type { Outputs } from "../../app/trpc.ts";
import { countOf } from "../../components/format.ts";
import type { EndNode } from "./components/end-card.tsx";
import type { CardNode } from "./components/node-card.tsx";
import type { RoutedEdgeType } from "./components/routed-edge.tsx";
import { doneId, endSize, type Layout, type Line, nodeSize, type Placed } from "./layout.ts";
import type { LiveNode } from "./use-live-nodes.ts";
import type { Traffic } from "./use-traffic.ts";
import { lineKey } from "./use-walked.ts";

type FlowView = Outputs["flows"]["get"];

/** A flow's nodes as React Flow's, and the end after them. */
export function graphNodes(shown: {
  flow: Pick<FlowView, "nodes" | "entry">;
  placed: Layout;
  /** Places while a node is dragged, before they are saved. */
  dragged: ReadonlyMap<string, Placed>;
  selected: string | null;
  views: ReadonlyMap<string, FlowView["nodeViews"][number]>;
  live: ReadonlyMap<string, LiveNode>;
  /** Where a walk that is tried stands. */
  at: string | null;
  /** Several at once, where the graph is drawn. */
  picked?: ReadonlySet<string>;
  /** What is wrong, by node. */
  problems?: ReadonlyMap<string, Pick<FlowFinding, "severity" | "message">>;
  /** Nodes that a walk passed. */
  walked?: ReadonlySet<string>;
  traffic?: Traffic | null;
}): (CardNode | EndNode)[] {
  const { flow, placed, dragged, selected, views, live, at, picked, problems, walked, traffic } = shown;
  const cards = flow.nodes.toSorted(inReadingOrder(placed, ({ name }) => name)).map(
    (node): CardNode => ({
      id: node.name,
      type: "card",
      position: dragged.get(node.name) ?? placed.nodes.get(node.name) ?? { x: 0, y: 0 },
      width: nodeSize.width,
      height: nodeSize.height,
      measured: nodeSize,
      selected: node.name === selected || picked?.has(node.name) === true,
      ariaLabel: `${node.title}, ${node.kind}`,
      data: {
        node,
        view: views.get(node.name) ?? null,
        live: live.get(node.name) ?? null,
        entry: node.name === flow.entry,
        at: node.name === at,
        direction: placed.direction,
        problem: problems?.get(node.name) ?? null,
        walked: walked?.has(node.name) ?? false,
        traffic: traffic
          ? {
              window: traffic.window,
              isKnown: traffic.unknown === undefined,
              ...(traffic.nodes.get(node.name) ?? { runs: 0, failed: 0 }),
            }
          : null,
      },
    }),
  );
  return [
    ...cards,
    {
      id: doneId,
      type: "end",
      position: placed.done,
      ...endSize,
      measured: endSize,
      data: { direction: placed.direction },
      draggable: false,
      selectable: false,
      focusable: false,
    },
  ] as (CardNode | EndNode)[];
}

/** The lines between them. One whose end is on its way is straight until the place is saved. */
export function graphEdges(
  placed: Layout,
  dragged: ReadonlyMap<string, Placed>,
  drawn: {
    canPick: boolean;
    picked: string | null;
    walked?: ReadonlySet<string>;
    traffic?: Traffic | null;
  } = {
    canPick: false,
    picked: null,
  },
): RoutedEdgeType[] {
  const { traffic } = drawn;
  return placed.lines.toSorted(inReadingOrder(placed, ({ from }) => from)).map((line) => ({
    id: line.id,
    source: line.from,
    target: line.to,
    // Its label is what keys reach: lines come before all nodes in the page.
    focusable: false,
    selectable: drawn.canPick && !line.implied,
    selected: line.id === drawn.picked,
    type: "routed",
    data: {
      ...line,
      words: wordsOf(line, traffic ?? null),
      ...((dragged.has(line.from) || dragged.has(line.to)) && { bends: [], labelAt: null }),
      walked: drawn.walked?.has(lineKey(line.from, line.to)) ?? false,
      ...(traffic && trafficOf(line, traffic)),
    },
    // Of one size: a line that many walk is thick, and its arrow would cover the name of the outcome.
    markerEnd: {
      type: MarkerType.ArrowClosed,
      markerUnits: "userSpaceOnUse",
      width: 22,
      height: 22,
      color: "var(--sy-line-strong)",
    },
    ariaLabel: wordsOf(line, traffic ?? null),
  }));
}

/** Nothing where nothing went through the flow at all: a graph full of noughts says less. */
function trafficOf(
  { from, to, implied }: Line,
  { lines, most }: Traffic,
): { walks?: number; share?: number } {
  if (implied || most === 0) return {};
  const walks = lines.get(lineKey(from, to)) ?? 0;
  return { walks, share: walks / most };
}

function wordsOf(line: Line, traffic: Traffic | null): string {
  const to = line.to === doneId ? "the end" : line.to;
  return `From ${line.from} to ${to}${line.label ? `: ${line.label}` : ""}${traffic ? walksWords(line, traffic) : ""}`;
}

/** As one reads the graph, which is the order that Tab goes in; where a node was added last says nothing. */
function inReadingOrder<One>(
  { nodes, done, direction }: Layout,
  nameOf: (one: One) => string,
): (a: One, b: One) => number {
  const place = (one: One) => {
    const { x, y } = nodes.get(nameOf(one)) ?? done;
    return direction === "down" ? [y, x] : [x, y];
  };
  return (a, b) => {
    const [[a1 = 0, a2 = 0], [b1 = 0, b2 = 0]] = [place(a), place(b)];
    return a1 - b1 || a2 - b2;
  };
}

function walksWords(line: Line, traffic: Traffic): string {
  const { walks } = trafficOf(line, traffic);
  return walks === undefined ? "" : `, ${countOf(walks, "walk")}`;
}
