import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Play, Workflow } from "lucide-react";
import { useRealm } from "../../app/realm.ts";
import { type Outputs, useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { formatCompact, formatNumber, formatPercent } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { Bar } from "../../components/skeletons.tsx";
import { Sparkline } from "../../components/sparkline.tsx";
import { StatusPill } from "../../components/status-pill.tsx";
import { NodeIcon } from "../flow/components/node-icon.tsx";
import styles from "./flows.module.css";

type FlowView = Outputs["flows"]["list"][number];

export function FlowsPage() {
  const realm = useRealm();
  const query = useQuery(useTRPC().flows.list.queryOptions({ realm }));
  return (
    <div className={page.page}>
      <PageHeader
        title="Flows"
        hint="A flow is a graph of steps a user walks through. Each node runs one script."
      />
      {query.data ? (
        query.data.length === 0 ? (
          <EmptyState icon={Workflow} title="This realm has no flow">
            The host's default flows are created with the realm. Seed the demo realm, or add a flow through
            the host.
          </EmptyState>
        ) : (
          <ul className={styles.flows}>
            {query.data.map((flow) => (
              <FlowCard key={flow.id} flow={flow} realm={realm} />
            ))}
          </ul>
        )
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className={styles.flows} aria-busy="true">
          {["a", "b", "c"].map((key) => (
            <div key={key} className={`${page.card} ${styles.card}`} style={{ height: 132 }}>
              <Bar width={140} height={16} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function FlowCard({ flow, realm }: { flow: FlowView; realm: string }) {
  const views = new Map(flow.nodeViews.map((view) => [view.node, view]));
  const runs = sum(flow, (stats) => stats.executions);
  const errors = sum(flow, (stats) => stats.errors);
  const changed = flow.nodeViews.filter((view) => view.status === "live-with-changes").length;
  const missing = flow.nodeViews.filter(
    (view) => view.status === null || view.status === "never-published",
  ).length;
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
          {missing > 0 ? (
            <StatusPill tone="error" hint="A node without a live script cannot run.">
              {missing} not live
            </StatusPill>
          ) : (
            <StatusPill tone="ok">All live</StatusPill>
          )}
          {changed > 0 ? (
            <StatusPill tone="warn" hint="Drafts that differ from what is live.">
              {changed} with changes
            </StatusPill>
          ) : null}
        </div>
        <div className={styles.figures}>
          <Sparkline
            values={merge(flow)}
            width={120}
            height={24}
            label={`${formatNumber(runs)} executions in the last 24 hours`}
          />
          <span className={styles.figure}>
            <b>{formatCompact(runs)}</b> runs
          </span>
          <span className={styles.figure} data-bad={errors > 0 || undefined}>
            <b>{formatPercent(errors, runs)}</b> failed
          </span>
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
        </div>
      </div>
      <ol className={styles.nodes} aria-label={`Nodes of ${flow.title}`}>
        {flow.nodes.map((node) => (
          <li key={node.name}>
            <Link
              to="/r/$realm/scripts/$module/$name"
              params={{ realm, module: flow.name, name: node.name }}
              search={{}}
              className={styles.node ?? ""}
              data-status={views.get(node.name)?.status ?? "missing"}
            >
              <NodeIcon kind={node.kind} size={13} />
              {node.name}
            </Link>
          </li>
        ))}
      </ol>
    </li>
  );
}

function sum(
  flow: FlowView,
  pick: (stats: NonNullable<FlowView["nodeViews"][number]["stats"]>) => number,
): number {
  return flow.nodeViews.reduce((total, view) => total + (view.stats ? pick(view.stats) : 0), 0);
}

/** The nodes' sparklines added up. */
function merge(flow: FlowView): { ok: number; error: number }[] {
  const merged: { ok: number; error: number }[] = Array.from({ length: 24 }, () => ({ ok: 0, error: 0 }));
  for (const view of flow.nodeViews)
    view.stats?.spark.forEach((bucket, index) => {
      const sum = merged[index];
      if (!sum) return;
      sum.ok += bucket.ok;
      sum.error += bucket.error;
    });
  return merged;
}
