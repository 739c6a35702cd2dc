import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { formatDuration, formatNumber, formatPercent } from "../../../components/format.ts";
import page from "../../../components/page.module.css";
import { Sparkline } from "../../../components/sparkline.tsx";
import styles from "../overview.module.css";

type Stats = Outputs["overview"]["get"];

/** The scripts to look at first: the slowest, or those that fail most. */
export function ScriptsCard({ stats }: { stats: Stats }) {
  const realm = useRealm();
  const [by, setBy] = useState<"slowest" | "failing">("slowest");
  const rows =
    by === "slowest"
      ? [...stats.scripts].sort((a, b) => b.p95Us - a.p95Us)
      : stats.scripts.filter((row) => row.errors > 0).sort((a, b) => b.errors - a.errors);
  return (
    <section className={page.card} aria-labelledby="scripts-card">
      <div className={page.cardHead}>
        <h2 id="scripts-card">Scripts</h2>
        <SegmentedControl
          size="xs"
          aria-label="Order scripts by"
          value={by}
          onChange={(value) => setBy(value as "slowest" | "failing")}
          data={[
            { value: "slowest", label: "Slowest" },
            { value: "failing", label: "Failing" },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <p className={`soft ${styles.cell}`}>
          {by === "failing" && stats.executions > 0
            ? "No script failed in this time."
            : "No script ran in this time."}
        </p>
      ) : (
        <table className={styles.scripts}>
          <thead>
            <tr>
              <th scope="col">Script</th>
              <th scope="col">Activity</th>
              <th scope="col">Runs</th>
              <th scope="col">Failed</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 8).map((row) => {
              const name = stats.scriptNames[row.scriptId];
              if (!name) return null;
              return (
                <tr key={row.scriptId}>
                  <td>
                    <Link to="/r/$realm/scripts/$module/$name" params={{ realm, ...name }} search={{}}>
                      {name.module}/{name.name}
                    </Link>
                  </td>
                  <td>
                    <Sparkline
                      values={row.spark}
                      width={72}
                      label={`${formatNumber(row.executions)} executions, ${formatNumber(row.errors)} failed`}
                    />
                  </td>
                  <td className="num">{formatNumber(row.executions)}</td>
                  <td className="num" data-bad={row.errors > 0 || undefined}>
                    {row.errors === 0 ? "–" : formatPercent(row.errors, row.executions)}
                  </td>
                  <td className="num">{formatDuration(row.p50Us)}</td>
                  <td className="num">{formatDuration(row.p95Us)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
