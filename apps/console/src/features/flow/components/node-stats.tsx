import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { formatDuration, formatNumber, formatPercent } from "../../../components/format.ts";
import facts from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { Sparkline } from "../../../components/sparkline.tsx";

type Stats = Outputs["flows"]["get"]["nodeViews"][number]["stats"];

/** How a node's live script did lately, with ways to its runs and failures. */
export function NodeStats({ stats, script }: { stats: Stats; script: string }) {
  const realm = useRealm();
  return (
    <div className={facts.section}>
      <h3>Last 24 hours</h3>
      {stats && stats.executions > 0 ? (
        <>
          <Sparkline
            values={stats.spark}
            width={340}
            height={44}
            label={`${formatNumber(stats.executions)} executions, ${formatNumber(stats.errors)} failed`}
          />
          <dl className={facts.facts} style={{ marginTop: 8 }}>
            <dt>Executions</dt>
            <dd>
              <Link to="/r/$realm/executions" params={{ realm }} search={{ script }}>
                {formatNumber(stats.executions)}
              </Link>
            </dd>
            <dt>Failed</dt>
            <dd>
              {stats.errors === 0 ? (
                "none"
              ) : (
                <Link to="/r/$realm/errors" params={{ realm }} search={{ script }}>
                  {formatNumber(stats.errors)} ({formatPercent(stats.errors, stats.executions)})
                </Link>
              )}
            </dd>
            <dt>p50 · p95 · p99</dt>
            <dd className="mono">
              {formatDuration(stats.p50Us)} · {formatDuration(stats.p95Us)} · {formatDuration(stats.p99Us)}
            </dd>
            {stats.lastAtMs ? (
              <>
                <dt>Last run</dt>
                <dd>
                  <RelativeTime at={stats.lastAtMs} />
                </dd>
              </>
            ) : null}
          </dl>
        </>
      ) : (
        <p className="soft">It did not run. Choose Try it to walk the flow as an end user.</p>
      )}
    </div>
  );
}
