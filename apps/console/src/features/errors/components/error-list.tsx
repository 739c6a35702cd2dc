import type { Outputs } from "../../../app/trpc.ts";
import { failureWord } from "../../../components/failure-words.ts";
import { countOf } from "../../../components/format.ts";
import { RowList } from "../../../components/row-list.tsx";
import type { ListEnd } from "../../../components/use-more.tsx";
import { beganWords } from "../began/began-words.ts";
import { PickBox } from "../picking/pick-box.tsx";
import { stateWords } from "../triage/act-words.ts";
import { errorCells } from "./error-cells.tsx";

export type Row = Outputs["errors"]["list"]["items"][number];

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
        ...errorCells(row),
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
