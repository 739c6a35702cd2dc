import { Button, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { useWhyNothingRuns } from "../../../app/me.ts";
import { formatCompact, formatNumber, formatPercent } from "../../../components/format.ts";
import { NodeIcon } from "../../../components/node-icon.tsx";
import page from "../../../components/page.module.css";
import { Sparkline } from "../../../components/sparkline.tsx";
import { nodeState, StatusPill } from "../../../components/status-pill.tsx";
import { type FlowView, figuresOf } from "../figures.ts";
import styles from "../flows.module.css";

/** A flow with how it does, and a way to each node's script. */
export function FlowCard({ flow, realm }: { flow: FlowView; realm: string }) {
  const nothingRuns = useWhyNothingRuns();
  const views = new Map(flow.nodeViews.map((view) => [view.node, view]));
  // Of a flow that was never published, what is drawn.
  const nodes = flow.nodes.length > 0 ? flow.nodes : flow.draft.graph.nodes;
  const { runs, errors, spark } = figuresOf(flow);
  const changed = flow.nodeViews.filter((view) => view.status === "live-with-changes").length;
  const walked = new Set(flow.nodes.map(({ name }) => name));
  // What runs, not what is published: a file or the host's default is live as well. No walk comes to what is only drawn.
  const missing = flow.nodeViews.filter((view) => walked.has(view.node) && view.liveLayer === null).length;
  return (
    <li className={`${page.card} ${styles.card}`}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2>
            <Link
              to="/r/$realm/flows/$flow"
              params={{ realm, flow: flow.name }}
              search={{}}
              className={styles.title ?? ""}
            >
              {flow.title}
            </Link>
          </h2>
          <span className="mono faint">{flow.name}</span>
          {flow.nodes.length === 0 ? (
            <StatusPill tone="warn" hint="What is drawn can be tried. Publish it, and everybody can walk it.">
              Never published
            </StatusPill>
          ) : missing > 0 ? (
            <StatusPill tone="error" hint="A node without a live script cannot run.">
              {missing} not live
            </StatusPill>
          ) : (
            <StatusPill tone="ok">All live</StatusPill>
          )}
          {flow.nodes.length > 0 && flow.draft.changes > 0 ? (
            <StatusPill tone="warn" hint="What is drawn differs from what walks go through.">
              {flow.draft.changes === 1 ? "1 change drawn" : `${flow.draft.changes} changes drawn`}
            </StatusPill>
          ) : null}
          {changed > 0 ? (
            <StatusPill tone="warn" hint="Drafts that differ from what is live.">
              {changed} with changes
            </StatusPill>
          ) : null}
        </div>
        <div className={styles.figures}>
          <Sparkline
            values={spark}
            width={120}
            height={24}
            label={`${formatNumber(runs)} executions in the last 24 hours`}
          />
          <span className={styles.figure}>
            <b>{formatCompact(runs)}</b> {runs === 1 ? "run" : "runs"}
          </span>
          <span className={styles.figure} data-bad={errors > 0 || undefined}>
            <b>{formatPercent(errors, runs)}</b> failed
          </span>
          {nothingRuns === null ? (
            <Button
              variant="default"
              leftSection={<Play size={13} aria-hidden="true" />}
              renderRoot={(rest) => (
                <Link
                  to="/r/$realm/flows/$flow"
                  params={{ realm, flow: flow.name }}
                  search={{ try: true }}
                  {...rest}
                  aria-label={`Try ${flow.title}`}
                />
              )}
            >
              Try it
            </Button>
          ) : (
            <Tooltip label={nothingRuns}>
              <Button variant="default" data-disabled aria-disabled aria-label={`Try ${flow.title}`}>
                Try it
              </Button>
            </Tooltip>
          )}
        </div>
      </div>
      <ol className={styles.nodes} aria-label={`Nodes of ${flow.title}`}>
        {nodes.map((node) => (
          <li key={node.name}>
            <Link
              to="/r/$realm/scripts/$module/$name"
              params={{ realm, module: flow.name, name: node.name }}
              search={{}}
              className={styles.node ?? ""}
              data-status={nodeState(views.get(node.name))}
            >
              <NodeIcon role={views.get(node.name)?.kind?.role ?? null} size={13} />
              {node.name}
            </Link>
          </li>
        ))}
      </ol>
    </li>
  );
}
