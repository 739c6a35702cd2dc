import { failureWord } from "../../../components/failure-words.ts";
import { formatCompact } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { Sparkline } from "../../../components/sparkline.tsx";
import { beganWords } from "../began/began-words.ts";
import styles from "../errors.module.css";
import { stateWords } from "../triage/act-words.ts";
import { ErrorIcon } from "./error-icon.tsx";
import type { Row } from "./error-list.tsx";

/** The cells of one group, behind its box. */
export function errorCells(row: Row) {
  const state = stateWords(row);
  return [
    <div key="main" className={styles.main}>
      <ErrorIcon type={row.type} quiet={row.status !== "open"} />
      <div className={styles.words}>
        <div className={`cut ${styles.message}`}>{row.message}</div>
        <div className={`cut ${styles.where}`}>
          {failureWord(row.type)} · {row.module}/{row.name} {versionSpan(row)}
          {placeOf(row)}
        </div>
        <div className={`cut ${styles.where}`}>
          {state === null ? null : <span className={styles.word}>{state} · </span>}
          {beganWords(row.began)}
        </div>
      </div>
    </div>,
    <Sparkline
      key="spark"
      values={row.spark.map((error) => ({ ok: 0, error }))}
      label={`${row.spark.reduce((sum, count) => sum + count, 0)} failures in the last 24 hours`}
    />,
    <span key="count" className="mono">
      {formatCompact(row.count)}
    </span>,
    <RelativeTime key="first" at={row.firstSeenAt} exact="below" className="soft" />,
    <RelativeTime key="last" at={row.lastSeenAt} exact="below" className="soft" />,
  ];
}

/** `v12` or `v9–v12`: the versions it was seen in. Nothing where none was published: a file or the host's default ran. */
export function versionSpan(group: { firstVersion: number | null; lastVersion: number | null }): string {
  const { firstVersion, lastVersion } = group;
  if (lastVersion === null) return "";
  return firstVersion !== null && firstVersion < lastVersion
    ? `v${firstVersion}–v${lastVersion}`
    : `v${lastVersion}`;
}

/** Where it was thrown, named only where that is another script than the one that ran. */
function placeOf(row: Row): string {
  if (!row.line) return "";
  return row.file && row.file !== `${row.module}/${row.name}`
    ? ` · in ${row.file}, line ${row.line}`
    : ` · line ${row.line}`;
}
