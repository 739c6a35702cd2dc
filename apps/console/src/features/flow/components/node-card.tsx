import type { FlowFinding, TrafficWindow } from "@scriptyard/model";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { TriangleAlert } from "lucide-react";
import { useContext } from "react";
import type { Outputs } from "../../../app/trpc.ts";
import { formatCompact, formatNumber, formatPercent } from "../../../components/format.ts";
import { NodeIcon } from "../../../components/node-icon.tsx";
import { Sparkline } from "../../../components/sparkline.tsx";
import { nodeState, ScriptStatusPill } from "../../../components/status-pill.tsx";
import { GraphEditing } from "../designer/graph-editing.ts";
import styles from "../flow.module.css";
import type { Layout } from "../layout.ts";
import type { LiveNode } from "../use-live-nodes.ts";

type FlowView = Outputs["flows"]["get"];
export type CardData = {
  node: FlowView["nodes"][number];
  view: FlowView["nodeViews"][number] | null;
  live: LiveNode | null;
  entry: boolean;
  /** A walk that is tried stands here. */
  at: boolean;
  direction: Layout["direction"];
  /** The worst that is said of it, where it is drawn. */
  problem: Pick<FlowFinding, "severity" | "message"> | null;
  /** A walk that is looked at passed it. */
  walked: boolean;
  /** What ran in the window that is looked at; null: what is known of the last 24 hours is shown. */
  traffic: { window: TrafficWindow; isKnown: boolean; runs: number; failed: number } | null;
};
export type CardNode = Node<CardData, "card">;

/** 220 × 64: what it is, whether it is live, how it does. */
export function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { node, view, live, problem } = data;
  const editing = useContext(GraphEditing) !== null;
  const { runs, failed: errors } = data.traffic ?? {
    runs: (view?.stats?.executions ?? 0) + (live ? live.ok + live.error : 0),
    failed: (view?.stats?.errors ?? 0) + (live?.error ?? 0),
  };
  const hasBars = (data.traffic?.window ?? "24h") === "24h";
  return (
    <div
      className={styles.node}
      data-selected={selected || undefined}
      data-at={data.at || undefined}
      data-status={nodeState(view)}
      data-walked={data.walked || undefined}
      data-editing={editing || undefined}
    >
      <Handle
        type="target"
        position={data.direction === "down" ? Position.Top : Position.Left}
        isConnectable={editing}
        className={styles.handle ?? ""}
      />
      <div className={styles.nodeHead}>
        <span className={styles.kind} data-role={view?.kind?.role} title={view?.kind?.title ?? node.kind}>
          <NodeIcon role={view?.kind?.role ?? null} size={15} />
        </span>
        <span className={`cut ${styles.nodeTitle}`}>{node.title}</span>
        {data.at ? (
          <span className={styles.entry}>here</span>
        ) : data.entry ? (
          <span className={styles.entry}>start</span>
        ) : null}
        {problem ? (
          <span className={styles.problem} data-severity={problem.severity} title={problem.message}>
            <TriangleAlert
              size={14}
              aria-label={`${problem.severity === "error" ? "Error" : "Warning"}: ${problem.message}`}
            />
          </span>
        ) : null}
        {live ? (
          // A new key replays the flash for each arrival.
          <span
            key={live.lastAt}
            className={styles.flash}
            data-error={live.error > 0 || undefined}
            aria-hidden="true"
          />
        ) : null}
      </div>
      <div className={styles.nodeFoot}>
        <ScriptStatusPill of={view} short />
        <span className={styles.nodeStats}>
          {runs > 0 ? (
            <>
              {hasBars ? (
                <span className={styles.spark}>
                  <Sparkline
                    values={view?.stats?.spark ?? []}
                    width={44}
                    height={16}
                    label={`${formatNumber(runs)} executions in 24 hours, ${formatNumber(errors)} failed`}
                  />
                </span>
              ) : null}
              <span className={styles.count} data-bad={view?.failing || live?.lastFailed || undefined}>
                <span className="mono">{errors > 0 ? formatPercent(errors, runs) : formatCompact(runs)}</span>{" "}
                {errors > 0 ? "failed" : runs === 1 ? "run" : "runs"}
              </span>
            </>
          ) : (
            <span className="faint small">
              {data.traffic?.isKnown === false ? "not counted yet" : "no runs"}
            </span>
          )}
        </span>
      </div>
      <Handle
        type="source"
        position={data.direction === "down" ? Position.Bottom : Position.Right}
        isConnectable={editing}
        className={styles.handle ?? ""}
      />
    </div>
  );
}
