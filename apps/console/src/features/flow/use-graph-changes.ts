import { flowEnd } from "@scriptyard/model";
import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { EndNode } from "./components/end-card.tsx";
import type { Drawing } from "./components/flow-graph.tsx";
import type { CardNode } from "./components/node-card.tsx";
import type { RoutedEdgeType } from "./components/routed-edge.tsx";
import { doneId, type Layout, type Placed } from "./layout.ts";

const nothing: ReadonlySet<string> = new Set();

/** What hands and keys do to the graph on the screen: where nodes are while they are dragged, and what is picked. */
export function useGraphChanges(props: {
  placed: Layout;
  selected: string | null;
  onSelect: (node: string | null) => void;
  drawing?: Drawing | undefined;
}) {
  const { placed, selected, drawing } = props;
  /** Places while a node is dragged, before they are kept. */
  const [dragged, setDragged] = useState<ReadonlyMap<string, Placed>>(new Map());

  // What is kept stands in the flow, for others too; it may move again without this hand.
  useEffect(() => {
    setDragged((now) => {
      const left = [...now].filter(([name, { x, y }]) => {
        const saved = placed.nodes.get(name);
        return saved !== undefined && (saved.x !== x || saved.y !== y);
      });
      return left.length === now.size ? now : new Map(left);
    });
  }, [placed]);

  function onNodesChange(changes: NodeChange<CardNode | EndNode>[]): void {
    const next = new Map(dragged);
    let ended = false;
    for (const each of changes) {
      if (each.type !== "position" || !each.position || !drawing || each.id === doneId) continue;
      next.set(each.id, { x: Math.round(each.position.x), y: Math.round(each.position.y) });
      // An arrow key moves without dragging: it ends at once.
      if (!each.dragging) ended = true;
    }
    pick(changes);
    const moved = [...next].filter(([name, place]) => {
      const before = placed.nodes.get(name);
      return before?.x !== place.x || before.y !== place.y;
    });
    // What was put back where it stood is on its way no more.
    if (next.size > 0) setDragged(ended ? new Map(moved) : next);
    if (ended && moved.length > 0) drawing?.onMoved(new Map(moved));
  }

  /** One node is selected and has its summary; several are picked. */
  function pick(changes: NodeChange<CardNode | EndNode>[]): void {
    const selects = changes.filter((each) => each.type === "select");
    if (selects.length === 0) return;
    const now = new Set(drawing?.picked.nodes ?? nothing);
    if (selected !== null) now.add(selected);
    for (const each of selects) {
      if (each.selected) now.add(each.id);
      else now.delete(each.id);
    }
    now.delete(doneId);
    const [only] = now;
    if (now.size === 1 && only !== undefined) {
      if (only !== selected) props.onSelect(only);
      drawing?.onPick({ nodes: nothing, line: null });
    } else if (now.size > 1) {
      drawing?.onPick({ nodes: now, line: null });
      if (drawing && selected !== null) props.onSelect(null);
    } else {
      // A click on a line picks the line, and only then lets go of the nodes.
      drawing?.onPick((before) => ({ ...before, nodes: nothing }));
    }
  }

  const onPick = drawing?.onPick;
  // The same from render to render: all cards hear of another one.
  const letGo = useRef(() => {});
  letGo.current = () => selected !== null && props.onSelect(null);
  const onPickLine = useCallback(
    (line: { from: string; to: string } | null): void => {
      onPick?.({ nodes: nothing, line });
      if (line !== null) letGo.current();
    },
    [onPick],
  );

  function onEdgesChange(changes: EdgeChange<RoutedEdgeType>[]): void {
    for (const each of changes) {
      if (each.type !== "select" || !drawing) continue;
      const line = placed.lines.find(({ id }) => id === each.id);
      if (!line) continue;
      const to = line.to === doneId ? flowEnd : line.to;
      const isPicked = drawing.picked.line?.from === line.from && drawing.picked.line.to === to;
      if (each.selected) {
        onPickLine({ from: line.from, to });
      } else if (isPicked) onPickLine(null);
    }
  }
  return { dragged, onNodesChange, onEdgesChange, onPickLine };
}
