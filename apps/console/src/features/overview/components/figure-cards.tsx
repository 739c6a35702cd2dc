import { errorTriage } from "@scriptyard/model";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { formatCounted, formatDuration, formatNumber, formatPercent } from "../../../components/format.ts";
import page from "../../../components/page.module.css";
import styles from "../overview.module.css";
import type { OverviewRange } from "../search.ts";

export function FigureCards(props: { stats: Outputs["overview"]["get"]; range: OverviewRange }) {
  const realm = useRealm();
  const { executions, errors, p50Us, p95Us, p99Us, openErrors } = props.stats;
  const none = executions === 0;
  return (
    <dl className={`${page.card} ${styles.figures}`}>
      <Figure name="Executions" value={formatNumber(executions)} note={`last ${props.range}`} />
      <Figure
        name="Error rate"
        value={formatPercent(errors, executions)}
        bad={errors > 0}
        note={
          <Link to="/r/$realm/errors" params={{ realm }} search={{}}>
            {formatCounted(openErrors, errorTriage.countedOpen)} open
          </Link>
        }
      />
      <Figure name="p50" value={none ? "–" : formatDuration(p50Us)} note="half are faster" />
      <Figure name="p95" value={none ? "–" : formatDuration(p95Us)} note="1 in 20 is slower" />
      <Figure name="p99" value={none ? "–" : formatDuration(p99Us)} note="1 in 100 is slower" />
    </dl>
  );
}

function Figure(props: { name: string; value: string; note: ReactNode; bad?: boolean }) {
  return (
    <div className={styles.figure}>
      <dt>{props.name}</dt>
      <dd data-bad={props.bad || undefined}>
        {props.value}
        <small>{props.note}</small>
      </dd>
    </div>
  );
}
