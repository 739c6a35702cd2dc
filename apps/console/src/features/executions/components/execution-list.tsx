import { isProduct } from "@scriptyard/model";
import type { Outputs } from "../../../app/trpc.ts";
import { formatDuration, formatExact } from "../../../components/format.ts";
import { OutcomeWord, outcomeLook } from "../../../components/outcome-word.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import { versionText } from "../../../components/version-text.ts";
import styles from "../executions.module.css";

type Row = Outputs["executions"]["list"]["items"][number];

const columns = "150px minmax(140px, 1.1fr) 118px 64px minmax(60px, 2fr) 68px 76px";
const narrowColumns = "130px minmax(110px, 1fr) 56px 68px 76px";
/** Trigger and message give way. */
const spare = [3, 4];
const head = ["Outcome", "Script", "Version", "Trigger", "Message", "Duration", "When"];

export function ExecutionList(props: {
  rows: readonly Row[];
  open: string | null;
  onOpen: (id: string) => void;
  more: boolean;
  onMore: () => void;
}) {
  return (
    <RowList
      label="Executions"
      rows={props.rows}
      rowId={rowId}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={spare}
      head={head}
      cells={cells}
      rowLabel={rowLabel}
      open={props.open}
      onOpen={props.onOpen}
      more={props.more}
      onMore={props.onMore}
    />
  );
}

/** Which text ran; a narrow list has room for its kind only. */
function Text({ row }: { row: Row }) {
  const [kind, hash] = versionText(row).split(" ");
  return (
    <span className="mono soft">
      {kind}
      {hash ? <span className={styles.hash}> {hash}</span> : null}
    </span>
  );
}

/** Nobody's login and no customer's request: it must not be taken for one. */
const trials: { [trigger: string]: string } = {
  trial: 'A step of a flow, from "Try it": nobody logged in',
  preview: "A draft, run in the editor",
  replay: "A recorded run, run again",
};

const rowId = (row: Row): string => row.id;

function rowLabel(row: Row): string {
  const { word } = outcomeLook(row.status, row.action, row.errorType);
  return `${word}, ${row.module}/${row.name}, ${versionText(row)}, ${row.trigger}, ${formatExact(row.startedAt)}`;
}

function cells(row: Row) {
  return [
    <OutcomeWord key="outcome" status={row.status} action={row.action} errorType={row.errorType} />,
    <span key="script" className={styles.script}>
      {row.module}/{row.name}
    </span>,
    <Text key="version" row={row} />,
    <span
      key="trigger"
      className={isProduct(row.trigger) ? "soft" : styles.trial}
      title={trials[row.trigger]}
    >
      {row.trigger}
    </span>,
    <span key="message" className={styles.message}>
      {row.errorMessage ??
        (row.logCount > 0 ? `${row.logCount} log ${row.logCount === 1 ? "line" : "lines"}` : "")}
    </span>,
    <span key="duration" className="mono">
      {formatDuration(row.runUs)}
    </span>,
    <RelativeTime key="when" at={row.startedAt} className="soft" />,
  ];
}
