import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { failureWord } from "../../../components/failure-words.ts";
import { formatDuration, formatNumber } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import type { StatusRange } from "../search.ts";
import styles from "../sources.module.css";
import { rangeWords, rowId, type ScriptStatus, successText } from "../words.ts";

/** How the script in the drawer fared, with the ways to its executions. */
export function ScriptFigures({ row, range }: { row: ScriptStatus; range: StatusRange }) {
  const realm = useRealm();
  const { lastError, lastRunAt } = row;
  const shown = range === "24h" ? {} : { range };
  return (
    <section className={styles.layer} aria-label="Figures">
      <h3>
        <span>{rangeWords[range]}</span>
        <Link
          to="/r/$realm/executions"
          params={{ realm }}
          search={{ script: rowId(row), ...shown }}
          className="small"
        >
          Executions
        </Link>
      </h3>
      <dl className={styles.facts}>
        <dt>Compiled</dt>
        <dd>{row.compileUs === null ? "not compiled yet" : `in ${formatDuration(row.compileUs)}`}</dd>
        <dt>Runs</dt>
        <dd>
          {row.successRate === null
            ? "none"
            : `${formatNumber(row.runs)}, ${formatNumber(row.errors)} failed: ${successText(row)} went well`}
        </dd>
        {row.p50Us === null || row.p95Us === null || row.p99Us === null ? null : (
          <>
            <dt>Run time</dt>
            <dd>
              p50 {formatDuration(row.p50Us)} · p95 {formatDuration(row.p95Us)} · p99{" "}
              {formatDuration(row.p99Us)}
            </dd>
          </>
        )}
        {lastRunAt === null ? null : (
          <>
            <dt>Last run</dt>
            <dd>
              <RelativeTime at={lastRunAt} />
            </dd>
          </>
        )}
        {lastError === null ? null : (
          <>
            <dt>Last error</dt>
            <dd>
              <Link
                to="/r/$realm/executions"
                params={{ realm }}
                search={{ script: rowId(row), status: "error", open: lastError.executionId, ...shown }}
              >
                <bdi>{lastError.message || failureWord(lastError.type)}</bdi>
              </Link>{" "}
              <RelativeTime at={lastError.at} className="soft" />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
