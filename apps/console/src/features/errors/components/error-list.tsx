import type { Outputs } from "../../../app/trpc.ts";
import { failureWord } from "../../../components/failure-words.ts";
import { countOf, formatCompact } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import { Sparkline } from "../../../components/sparkline.tsx";
import type { ListEnd } from "../../../components/use-more.tsx";
import { beganWords } from "../began/began-words.ts";
import styles from "../errors.module.css";
import { PickBox } from "../picking/pick-box.tsx";
import { stateWords } from "../triage/act-words.ts";
import { ErrorIcon } from "./error-icon.tsx";

type Row = Outputs["errors"]["list"]["items"][number];

const columns = "20px minmax(200px, 1fr) 100px 56px 100px 100px";
const narrowColumns = "20px minmax(140px, 1fr) 56px 96px";
/** Sparkline and first sight give way. */
const spare = [2, 4];

export function ErrorList(props: {
  rows: readonly Row[];
  open: string | null;
  onOpen: (id: string) => void;
  picked: ReadonlySet<string>;
  onPick: (id: string, range: boolean) => void;
  onPickAll: () => void;
  onActive: (id: string) => void;
  end: ListEnd;
}) {
  const { rows, picked } = props;
  const isAll = rows.length > 0 && rows.every((row) => picked.has(row.id));
  const all = (
    <PickBox
      label="Pick all"
      checked={isAll}
      indeterminate={picked.size > 0 && !isAll}
      onPick={props.onPickAll}
    />
  );
  return (
    <RowList
      label="Error groups"
      rows={rows}
      rowId={rowId}
      rowHeight={68}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={spare}
      head={[all, "Error", "Last 24 hours", "Count", "First seen", "Last seen"]}
      cells={(row) => [
        <PickBox
          key="pick"
          label={`Pick ${row.message}`}
          checked={picked.has(row.id)}
          onPick={(range) => props.onPick(row.id, range)}
        />,
        ...cells(row),
      ]}
      rowLabel={(row) =>
        `${failureWord(row.type)}: ${row.message}, ${row.module}/${row.name}, ${countOf(row.count, "time")}, ${stateWords(row) ?? "open"}, ${beganWords(row.began)}`
      }
      open={props.open}
      onOpen={props.onOpen}
      picked={picked}
      onPick={props.onPick}
      onActive={props.onActive}
      {...props.end}
    />
  );
}

const rowId = (row: Row): string => row.id;

function cells(row: Row) {
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
