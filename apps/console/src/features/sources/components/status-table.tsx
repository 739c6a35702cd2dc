import { Tooltip } from "@mantine/core";
import type { ScriptOrder } from "@scriptyard/model";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { plural } from "../../../components/format.ts";
import { RowList } from "../../../components/row-list.tsx";
import type { ListEnd } from "../../../components/use-more.tsx";
import { directionOf, type StatusRange } from "../search.ts";
import styles from "../sources.module.css";
import { rowId, runsWords, type ScriptStatus, successText } from "../words.ts";
import { statusCells } from "./status-cells.tsx";

const columns =
  "minmax(150px, 1.3fr) minmax(120px, 1fr) 68px 56px 64px 60px 60px 60px minmax(110px, 1.2fr) 72px";
const narrowColumns = "minmax(104px, 1.3fr) minmax(84px, 1fr) 44px 54px 56px minmax(60px, 1fr)";
/** Compile time, two percentiles and the last run give way; the drawer has them. */
const spare = [2, 5, 7, 9];

/** `order`: what the server sorts by where the column is chosen; how long a compile took is known of a page only. */
const head: { key: string; order?: ScriptOrder; title: string; number?: true; hint?: string }[] = [
  { key: "script", order: "script", title: "Script" },
  {
    key: "text",
    order: "text",
    title: "What runs",
    hint: "Published version, else file, else default of the host.",
  },
  { key: "compiled", title: "Compiled", number: true, hint: "How long compiling what runs took." },
  {
    key: "runs",
    order: "runs",
    title: "Runs",
    number: true,
    hint: "Live runs. Previews and replays do not count.",
  },
  { key: "success", order: "success", title: "Success", number: true },
  { key: "p50", order: "p50", title: "p50", number: true, hint: "Half of the runs took no longer." },
  { key: "p95", order: "p95", title: "p95", number: true, hint: "95 of 100 runs took no longer." },
  { key: "p99", order: "p99", title: "p99", number: true, hint: "99 of 100 runs took no longer." },
  { key: "error", order: "error", title: "Last error" },
  { key: "run", order: "run", title: "Last run" },
];

type Sorting = { sort: ScriptOrder; turned: boolean; onSort: (order: ScriptOrder) => void };

/** Every loaded script at a glance: what runs, and how it fared. */
export function StatusTable(
  props: {
    rows: readonly ScriptStatus[];
    range: StatusRange;
    open: string | null;
    onOpen: (id: string) => void;
    end: ListEnd;
  } & Sorting,
) {
  const realm = useRealm();
  const { sort, turned, onSort } = props;
  return (
    <RowList
      label="Status of every script"
      rows={props.rows}
      rowId={rowId}
      rowHeight={52}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={spare}
      head={head.map((column) => (
        <Head key={column.key} column={column} sort={sort} turned={turned} onSort={onSort} />
      ))}
      sorted={{ column: head.findIndex(({ order }) => order === sort), direction: directionOf(sort, turned) }}
      cells={(row) => statusCells(row, realm, props.range)}
      rowLabel={rowLabel}
      open={props.open}
      onOpen={props.onOpen}
      {...props.end}
    />
  );
}

function Head({ column, sort, turned, onSort }: { column: (typeof head)[number] } & Sorting) {
  const { order, title, hint } = column;
  const Arrow = directionOf(sort, turned) === "ascending" ? ArrowUp : ArrowDown;
  const words = <span className="cut">{title}</span>;
  const button =
    order === undefined ? (
      <span className={styles.unsorted} data-number={column.number}>
        {words}
      </span>
    ) : (
      <button
        type="button"
        className={styles.sort}
        data-number={column.number}
        data-active={order === sort || undefined}
        onClick={() => onSort(order)}
      >
        {words}
        {order === sort ? <Arrow size={12} aria-hidden="true" /> : null}
      </button>
    );
  return hint ? <Tooltip label={hint}>{button}</Tooltip> : button;
}

function rowLabel(row: ScriptStatus): string {
  const { label } = runsWords(row);
  const fared =
    row.successRate === null ? "no run" : `${plural(row.runs, "run")}, ${successText(row)} went well`;
  return `${rowId(row)}: runs ${label}, ${fared}`;
}
