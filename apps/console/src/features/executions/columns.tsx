import type { ReactNode } from "react";
import type { Outputs } from "../../app/trpc.ts";
import { shortId } from "../../components/copy-id.tsx";
import { formatCompact, formatDuration } from "../../components/format.ts";
import { OutcomeWord } from "../../components/outcome-word.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { type ColumnId, columnIds } from "./column-ids.ts";
import { Message, TextThatRan, TriggerWord } from "./components/row-cells.tsx";
import styles from "./executions.module.css";

export type Row = Outputs["executions"]["list"]["items"][number];

type Column = {
  head: string;
  /** As in `grid-template-columns`. */
  width: string;
  /** The same in a narrow list; null for what gives way there. */
  narrow: string | null;
  cell: (row: Row) => ReactNode;
};

/** Every column of the list. */
export const columns = {
  outcome: {
    head: "Outcome",
    width: "150px",
    narrow: "128px",
    cell: (row) => <OutcomeWord status={row.status} action={row.action} errorType={row.errorType} />,
  },
  script: {
    head: "Script",
    width: "minmax(140px, 1.1fr)",
    narrow: "minmax(90px, 1fr)",
    cell: (row) => (
      <span className={styles.script}>
        {row.module}/{row.name}
      </span>
    ),
  },
  node: {
    head: "Node",
    width: "minmax(80px, 0.6fr)",
    narrow: null,
    cell: (row) => <span className="soft">{row.node}</span>,
  },
  version: { head: "Version", width: "118px", narrow: null, cell: (row) => <TextThatRan row={row} /> },
  trigger: {
    head: "Trigger",
    width: "64px",
    narrow: null,
    cell: (row) => <TriggerWord trigger={row.trigger} />,
  },
  message: {
    head: "Message",
    width: "minmax(60px, 2fr)",
    narrow: "minmax(60px, 1.2fr)",
    cell: (row) => <Message row={row} />,
  },
  duration: {
    head: "Duration",
    width: "68px",
    narrow: "64px",
    cell: (row) => <span className="mono">{formatDuration(row.runUs)}</span>,
  },
  operations: {
    head: "Operations",
    width: "80px",
    narrow: null,
    cell: (row) => <span className="mono">{formatCompact(row.operations)}</span>,
  },
  id: {
    head: "Id",
    width: "112px",
    narrow: null,
    cell: (row) => (
      <span className="mono soft" title={row.id}>
        {shortId(row.id)}
      </span>
    ),
  },
  when: {
    head: "When",
    width: "104px",
    narrow: "96px",
    cell: (row) => <RelativeTime at={row.startedAt} exact="below" className="soft" />,
  },
} as const satisfies { [id in ColumnId | "outcome" | "script" | "when"]: Column };

/** The chosen columns as a `RowList` takes them, with those that are always there. */
export function layoutOf(chosen: readonly ColumnId[]) {
  const shown: Column[] = [
    columns.outcome,
    columns.script,
    ...columnIds.filter((id) => chosen.includes(id)).map((id) => columns[id]),
    columns.when,
  ];
  return {
    columns: shown.map(({ width }) => width).join(" "),
    narrowColumns: shown.flatMap(({ narrow }) => narrow ?? []).join(" "),
    spare: shown.flatMap(({ narrow }, index) => (narrow === null ? [index] : [])),
    head: shown.map(({ head }) => head),
    cells: (row: Row) => shown.map(({ head, cell }) => <Cell key={head}>{cell(row)}</Cell>),
  };
}

/** Keyed without a wrapper of its own in the page. */
function Cell({ children }: { children: ReactNode }) {
  return children;
}
