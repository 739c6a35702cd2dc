import type { Outputs } from "../../../app/trpc.ts";
import { formatNumber } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import { kindLooks } from "../kinds.ts";
import styles from "../triggers.module.css";

export type TriggerRow = Outputs["triggers"]["list"][number];

const columns = "minmax(200px, 1.4fr) minmax(140px, 1fr) 150px 90px 70px";
const narrowColumns = "minmax(140px, 1fr) 130px 84px";
/** Script and failures give way. */
const spare = [1, 4];
const head = ["Trigger", "Script", "State", "Last run", "Failures"];

export function TriggerList(props: {
  rows: readonly TriggerRow[];
  open: string | null;
  onOpen: (id: string) => void;
}) {
  return (
    <RowList
      label="Triggers"
      rows={props.rows}
      rowId={(row) => row.id}
      rowHeight={52}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={spare}
      head={head}
      cells={cells}
      rowLabel={(row) => `${row.name}, ${kindLooks[row.kind].word} ${row.summary}, ${stateOf(row).word}`}
      open={props.open}
      onOpen={props.onOpen}
      more={false}
      onMore={nothing}
    />
  );
}

const nothing = () => {};

function cells(row: TriggerRow) {
  const { Icon, word } = kindLooks[row.kind];
  const { tone, word: state, hint } = stateOf(row);
  return [
    <div key="what" className={styles.what}>
      <span className={styles.icon} title={word}>
        <Icon size={16} aria-label={word} />
      </span>
      <div className={styles.words}>
        <div className={`cut ${styles.name}`}>{row.name}</div>
        <div className={`cut ${styles.summary}`}>{row.summary}</div>
      </div>
    </div>,
    <span key="script" className="cut">
      {row.script.module}/{row.script.name}
    </span>,
    <StatusPill key="state" tone={tone} hint={hint}>
      {state}
    </StatusPill>,
    row.state.lastRunAt === null ? (
      <span key="last" className="soft">
        never
      </span>
    ) : (
      <RelativeTime key="last" at={row.state.lastRunAt} className="soft" />
    ),
    <span key="failures" className="mono">
      {formatNumber(row.state.failures)}
    </span>,
  ];
}

/** What a trigger is doing, in a word and a sentence. */
export function stateOf(row: TriggerRow): {
  tone: "ok" | "warn" | "error" | "idle";
  word: string;
  hint: string;
} {
  if (row.disabledReason !== null) return { tone: "error", word: "Switched off", hint: row.disabledReason };
  if (!row.enabled) return { tone: "idle", word: "Disabled", hint: "Nothing fires it until it is enabled." };
  if (!row.script.live)
    return {
      tone: "warn",
      word: "Nothing to run",
      hint: "No version of the script is live, and no file or default stands in, so every run fails. Publish it.",
    };
  if (row.state.failures > 0) {
    const { failures } = row.state;
    const times = failures === 1 ? "The last run failed." : `The last ${failures} runs failed.`;
    const limit = row.failureLimit > 0 ? ` It is switched off at ${row.failureLimit} in a row.` : "";
    return { tone: "warn", word: "Failing", hint: times + limit };
  }
  return {
    tone: "ok",
    word: "Enabled",
    hint: "It runs what is live of its script: version, file or default.",
  };
}
