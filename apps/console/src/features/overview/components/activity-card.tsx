import { useNavigate } from "@tanstack/react-router";
import { Activity } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { formatNumber, formatPercent } from "../../../components/format.ts";
import page from "../../../components/page.module.css";
import { TimeHistogram } from "../../../components/time-histogram.tsx";
import styles from "../overview.module.css";

/** Executions and error rate over time; a window dragged on it opens those executions. */
export function ActivityCard(props: {
  stats: Outputs["overview"]["get"];
  window: { fromMs: number; toMs: number };
}) {
  const realm = useRealm();
  const navigate = useNavigate();
  const { executions, errors, histogram } = props.stats;
  return (
    <section className={`${page.card} ${styles.activity}`} aria-labelledby="activity">
      <div className={page.cardHead}>
        <h2 id="activity">Executions and error rate</h2>
        {executions > 0 ? <span className="small faint">Drag to open a time window</span> : null}
      </div>
      {executions > 0 ? (
        <div className={styles.chart}>
          <TimeHistogram
            buckets={histogram}
            fromMs={props.window.fromMs}
            toMs={props.window.toMs}
            height={200}
            rate
            label={`${formatNumber(executions)} executions, ${formatPercent(errors, executions)} failed`}
            onBrush={(from, to) =>
              void navigate({ to: "/r/$realm/executions", params: { realm }, search: { from, to } })
            }
          />
        </div>
      ) : (
        <EmptyState icon={Activity} title="Nothing ran in this time">
          Executions appear here when end users walk a flow or a product calls a script. What you try in the
          console does not count: Executions shows it with Trials on.
        </EmptyState>
      )}
    </section>
  );
}
