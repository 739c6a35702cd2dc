import { flowEnd } from "@scriptyard/model";
import { BaseEdge, type Edge, type EdgeProps, Position, ViewportPortal } from "@xyflow/react";
import { Plus } from "lucide-react";
import { type KeyboardEvent, useContext } from "react";
import { formatCompact } from "../../../components/format.ts";
import { GraphEditing } from "../designer/graph-editing.ts";
import styles from "../flow.module.css";
import { doneId, type Line, labelWidth, nodeSize, type Placed } from "../layout.ts";

/** `words`: what it is called. `walked`: the walk that is looked at took it. `walks`: how many did lately; `share`: of those on the busiest line. */
export type RoutedEdgeType = Edge<
  Line & { words: string; walked?: boolean; walks?: number; share?: number },
  "routed"
>;

/**
 * A smooth line through its bends, its outcomes as a label; where the graph is drawn, with a way to put a node into it. There the
 * label is what keys reach of the line. It stands behind the nodes in the page, so that Tab goes through these first.
 */
export function RoutedEdge(props: EdgeProps<RoutedEdgeType>) {
  const { sourceX, sourceY, targetX, targetY, targetPosition, markerEnd, data, selected } = props;
  const editing = useContext(GraphEditing);
  const points = [{ x: sourceX, y: sourceY }, ...(data?.bends ?? []), { x: targetX, y: targetY }];
  const down = targetPosition === Position.Top;
  const canInsert = editing !== null && data !== undefined && !data.implied;
  const label = data?.label ?? "";
  const walks = data?.walks;
  const place = data?.labelAt ?? labelPlace(label, points, down);
  const between = data && { from: data.from, to: data.to === doneId ? flowEnd : data.to };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !between) return;
    const picks = event.key === "Enter" || event.key === " ";
    if (!picks && event.key !== "Escape") return;
    event.preventDefault();
    editing?.onPickLine(picks ? between : null);
  };
  return (
    <>
      <BaseEdge
        path={smoothPath(points, down)}
        {...(markerEnd ? { markerEnd } : {})}
        {...(data?.implied ? { style: { strokeDasharray: "4 4" } } : {})}
        {...(data?.share ? { style: { strokeWidth: 1.5 + 3 * data.share } } : {})}
        {...(selected || data?.walked
          ? { style: { stroke: data?.walked ? "var(--sy-info-fill)" : "var(--sy-accent)", strokeWidth: 2.5 } }
          : {})}
      />
      {label || canInsert || walks !== undefined ? (
        <ViewportPortal>
          <div
            className={styles.edgeLabel}
            {...(canInsert && { role: "group", tabIndex: 0, "aria-label": data.words, onKeyDown })}
            data-selected={selected || undefined}
            data-editing={canInsert || undefined}
            data-bare={(label === "" && walks === undefined) || undefined}
            style={{ transform: `translate(-50%, -50%) ${translate(place)}` }}
          >
            {label}
            {walks === undefined ? null : (
              <span className={`mono ${styles.walks}`} data-none={walks === 0 || undefined}>
                {formatCompact(walks)}
              </span>
            )}
            {canInsert ? (
              <button
                type="button"
                className={`nodrag nopan ${styles.insert}`}
                aria-label={`Add a node between ${data.from} and ${data.to === doneId ? "the end" : data.to}`}
                onClick={() => between && editing.onInsert(between)}
              >
                <Plus size={12} aria-hidden="true" />
              </button>
            ) : null}
          </div>
        </ViewportPortal>
      ) : null}
    </>
  );
}

/** On the line; beneath the nodes where they stand too close for it. */
function labelPlace(label: string, points: readonly Placed[], down: boolean): Placed {
  const from = points[0] ?? { x: 0, y: 0 };
  const to = points.at(-1) ?? from;
  const tight = !down && Math.abs(to.y - from.y) < nodeSize.height && to.x - from.x < labelWidth(label);
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + (tight ? nodeSize.height / 2 + 12 : 0) };
}

function translate({ x, y }: Placed): string {
  return `translate(${x}px, ${y}px)`;
}

/** Curves that leave and reach every point straight, so that neighbours join without a kink. */
function smoothPath(points: readonly Placed[], down: boolean): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x},${first.y}`;
  let from = first;
  for (const to of rest) {
    const ahead = down ? to.y - from.y : to.x - from.x;
    const reach = ahead < 0 ? 60 : ahead / 2;
    const [a, b] = down
      ? [`${from.x},${from.y + reach}`, `${to.x},${to.y - reach}`]
      : [`${from.x + reach},${from.y}`, `${to.x - reach},${to.y}`];
    path += ` C${a} ${b} ${to.x},${to.y}`;
    from = to;
  }
  return path;
}
