import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  Controls,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
} from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import type { Outputs } from "../../../app/trpc.ts";
import { completingIn } from "../completing.ts";
import styles from "../flow.module.css";
import { graphEdges, graphNodes } from "../graph-parts.ts";
import { doneId, type Placed, placeNodes } from "../layout.ts";
import type { LiveNode } from "../use-live-nodes.ts";
import { EndCard, type EndNode } from "./end-card.tsx";
import { Follow } from "./follow.tsx";
import { type CardNode, NodeCard } from "./node-card.tsx";
import { RoutedEdge } from "./routed-edge.tsx";

type FlowView = Outputs["flows"]["get"];

const nodeTypes: NodeTypes = { card: NodeCard, end: EndCard };
const edgeTypes: EdgeTypes = { routed: RoutedEdge };

/** The graph: drag to move, click or Space for a summary, double click or Enter for the editor. */
export function FlowGraph(props: {
  flow: FlowView;
  live: ReadonlyMap<string, LiveNode>;
  selected: string | null;
  /** Where a walk that is tried stands; kept in view. */
  at: string | null;
  onSelect: (node: string | null) => void;
  onOpen: (node: string) => void;
  /** Given where nodes may be moved: the nodes that were, and where to. */
  onMoved?: ((places: Map<string, Placed>) => void) | undefined;
}) {
  const { flow, live, selected } = props;
  const placed = useMemo(() => placeNodes(flow.nodes, flow.edges, completingIn(flow)), [flow]);
  /** Places while a node is dragged, before they are saved. */
  const [dragged, setDragged] = useState<ReadonlyMap<string, Placed>>(new Map());

  // What is saved stands in the flow, for others too; it may move again without this hand.
  useEffect(() => {
    setDragged((now) => {
      const left = [...now].filter(([name, { x, y }]) => {
        const saved = placed.nodes.get(name);
        return saved !== undefined && (saved.x !== x || saved.y !== y);
      });
      return left.length === now.size ? now : new Map(left);
    });
  }, [placed]);

  const names = useMemo(() => new Set(flow.nodes.map((node) => node.name)), [flow.nodes]);
  const views = useMemo(() => new Map(flow.nodeViews.map((view) => [view.node, view])), [flow.nodeViews]);
  const at = props.at;
  const nodes = useMemo(
    () => graphNodes({ flow, placed, dragged, selected, views, live, at }),
    [flow, placed, dragged, selected, views, live, at],
  );
  const edges = useMemo(() => graphEdges(placed, dragged), [placed, dragged]);

  function change(changes: NodeChange<CardNode | EndNode>[]): void {
    const next = new Map(dragged);
    let ended = false;
    for (const each of changes) {
      if (each.type === "select" && each.selected) props.onSelect(each.id);
      if (each.type !== "position" || !each.position || !props.onMoved || each.id === doneId) continue;
      next.set(each.id, { x: Math.round(each.position.x), y: Math.round(each.position.y) });
      // An arrow key moves without dragging: it ends at once.
      if (!each.dragging) ended = true;
    }
    if (next.size > 0) setDragged(next);
    if (!ended) return;
    const moved = [...next].filter(([name, place]) => {
      const before = placed.nodes.get(name);
      return before?.x !== place.x || before.y !== place.y;
    });
    if (moved.length > 0) props.onMoved?.(new Map(moved));
  }

  return (
    <ReactFlowProvider>
      <ReactFlow
        className={styles.graph ?? ""}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onKeyDown={(event) => {
          // The focus is on the graph's own element around a card.
          const node = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
          if (event.key === "Enter" && node && names.has(node)) props.onOpen(node);
        }}
        onNodeDoubleClick={(_, node) => node.id !== doneId && props.onOpen(node.id)}
        onPaneClick={() => props.onSelect(null)}
        nodesDraggable={props.onMoved !== undefined}
        nodesConnectable={false}
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        minZoom={0.3}
        maxZoom={1.6}
        fitView
        fitViewOptions={{ padding: 0.06, minZoom: 0.5, maxZoom: 1 }}
      >
        <Follow place={props.at ? (placed.nodes.get(props.at) ?? null) : null} />
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.5} color="var(--sy-line-strong)" />
        <Controls showInteractive={false} position="bottom-left" />
      </ReactFlow>
    </ReactFlowProvider>
  );
}
