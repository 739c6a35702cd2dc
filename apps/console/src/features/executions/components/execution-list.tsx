import { useMemo } from "react";
import { formatExact } from "../../../components/format.ts";
import { outcomeLook } from "../../../components/outcome-word.tsx";
import { RowList } from "../../../components/row-list.tsx";
import type { ListEnd } from "../../../components/use-more.tsx";
import { versionText } from "../../../components/version-text.ts";
import type { ColumnId } from "../column-ids.ts";
import { layoutOf, type Row } from "../columns.tsx";

export function ExecutionList(props: {
  rows: readonly Row[];
  columns: readonly ColumnId[];
  open: string | null;
  onOpen: (id: string) => void;
  end: ListEnd;
}) {
  const { columns, end, ...list } = props;
  const layout = useMemo(() => layoutOf(columns), [columns]);
  return <RowList label="Executions" rowId={rowId} rowLabel={rowLabel} {...layout} {...list} {...end} />;
}

const rowId = (row: Row): string => row.id;

function rowLabel(row: Row): string {
  const { word } = outcomeLook(row.status, row.action, row.errorType);
  const said = row.errorMessage ?? row.logLine;
  return [
    `${word}, ${row.module}/${row.name}, ${versionText(row)}, ${row.trigger}`,
    ...(said === null ? [] : [said]),
    formatExact(row.startedAt),
  ].join(", ");
}
