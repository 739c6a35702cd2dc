// Long: what React Flow is told, option by option; what is done with it is in use-graph-changes.ts.
import "@xyflow/react/dist/base.css";
import { type FlowFinding, flowEnd } from "@scriptyard/model";
import {
  Background,
  BackgroundVariant,
  Controls,
  type EdgeTypes,
  type NodeTypes,
  Panel,
  ReactFlow,
  ReactFlowProvider,
} from "@xyflow/react";
import { type Dispatch, type ReactNode, type SetStateAction, useMemo } from "react";
import type { Outputs } from "../../../app/trpc.ts";
import { completingIn } from "../completing.ts";
import { GraphEditing } from "../designer/graph-editing.ts";
import styles from "../flow.module.css";
import { graphEdges, graphNodes } from "../graph-parts.ts";
import { doneId, type Placed, placeNodes } from "../layout.ts";
import { useGraphChanges } from "../use-graph-changes.ts";
import type { LiveNode } from "../use-live-nodes.ts";
import type { Traffic } from "../use-traffic.ts";
import type { passedIn } from "../use-walked.ts";
import { EndCard } from "./end-card.tsx";
import { Follow } from "./follow.tsx";
import { KeepCentred } from "./keep-centred.tsx";
import { NodeCard } from "./node-card.tsx";
import { RoutedEdge } from "./routed-edge.tsx";

type FlowView = Outputs["flows"]["get"];

const nodeTypes: NodeTypes = { card: NodeCard, end: EndCard };
const edgeTypes: EdgeTypes = { routed: RoutedEdge };

/** What is picked: several nodes, or the line between two. */
export type Picked = { nodes: ReadonlySet<string>; line: { from: string; to: string } | null };

/** What drawing needs beside looking. */
export type Drawing = {
  picked: Picked;
  onPick: Dispatch<SetStateAction<Picked>>;
  /** The nodes that were moved, and where to. */
  onMoved: (places: Map<string, Placed>) => void;
  /** A hand drew a line from one to another. */
  onConnect: (from: string, to: string) => void;
  onInsert: (between: { from: string; to: string }) => void;
  problems: ReadonlyMap<string, FlowFinding>;
};

/** The graph: drag to move, click or Space for a summary, double click or Enter for the editor. */
export function FlowGraph(props: {
  flow: FlowView;
  live: ReadonlyMap<string, LiveNode>;
  selected: string | null;
  /** Where a walk that is tried stands; kept in view. */
  at: string | null;
  onSelect: (node: string | null) => void;
  onOpen: (node: string) => void;
  /** What a walk that is looked at passed. */
  passed: ReturnType<typeof passedIn>;
  traffic: Traffic | null;
  /** What stands in a corner of it, where there is no other place. */
  control: ReactNode;
  /** Given where it may be drawn. */
  drawing?: Drawing | undefined;
}) {
  const { flow, live, selected, at, drawing, passed, traffic } = props;
  const placed = useMemo(() => placeNodes(flow.nodes, flow.edges, completingIn(flow)), [flow]);
  const { dragged, onNodesChange, onEdgesChange, onPickLine } = useGraphChanges({ placed, ...props });
  const names = useMemo(() => new Set(flow.nodes.map((node) => node.name)), [flow.nodes]);
  const views = useMemo(() => new Map(flow.nodeViews.map((view) => [view.node, view])), [flow.nodeViews]);
  const picked = drawing?.picked;
  const problems = drawing?.problems;
  const nodes = useMemo(
    () =>
      graphNodes({
        flow,
        placed,
        dragged,
        selected,
        views,
        live,
        at,
        walked: passed.nodes,
        traffic,
        ...(picked && { picked: picked.nodes }),
        ...(problems && { problems }),
      }),
    [flow, placed, dragged, selected, views, live, at, picked, problems, passed, traffic],
  );
  const edges = useMemo(() => {
    const line = placed.lines.find(
      ({ from, to }) => from === picked?.line?.from && (to === doneId ? flowEnd : to) === picked.line.to,
    );
    return graphEdges(placed, dragged, {
      canPick: picked !== undefined,
      picked: line?.id ?? null,
      walked: passed.lines,
      traffic,
    });
  }, [placed, dragged, picked, passed, traffic]);
  const onInsert = drawing?.onInsert;
  const editing = useMemo(() => (onInsert ? { onInsert, onPickLine } : null), [onInsert, onPickLine]);

  return (
    <ReactFlowProvider>
      <GraphEditing value={editing}>
        <ReactFlow
          className={styles.graph ?? ""}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={({ source, target }) =>
            source !== doneId && drawing?.onConnect(source, target === doneId ? flowEnd : target)
          }
          onKeyDown={(event) => {
            // The focus is on the graph's own element around a card.
            const node = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
            if (event.key === "Enter" && node && names.has(node)) props.onOpen(node);
          }}
          onNodeDoubleClick={(_, node) => node.id !== doneId && props.onOpen(node.id)}
          onPaneClick={() => props.onSelect(null)}
          nodesDraggable={drawing !== undefined}
          nodesConnectable={drawing !== undefined}
          zoomOnDoubleClick={false}
          deleteKeyCode={null}
          multiSelectionKeyCode={drawing ? "Shift" : null}
          selectionKeyCode={drawing ? "Shift" : null}
          minZoom={0.3}
          maxZoom={1.6}
          fitView
          fitViewOptions={{ padding: 0.06, minZoom: 0.5, maxZoom: 1 }}
        >
          <KeepCentred />
          <Follow place={at ? (placed.nodes.get(at) ?? null) : null} />
          <Background variant={BackgroundVariant.Dots} gap={22} size={1.5} color="var(--sy-line-strong)" />
          {props.control ? (
            <Panel position="top-right" className={styles.corner ?? ""}>
              {props.control}
            </Panel>
          ) : null}
          <Controls showInteractive={false} position="bottom-left" />
        </ReactFlow>
      </GraphEditing>
    </ReactFlowProvider>
  );
}
