import type { Outputs } from "../../../app/trpc.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import type { ListEnd } from "../../../components/use-more.tsx";
import { ownerText, scopeWords } from "../words.ts";

export type StateRow = Outputs["state"]["list"]["items"][number];

const columns = "80px minmax(120px, 1fr) minmax(120px, 1fr) minmax(140px, 1.4fr) 110px 110px";
const narrowColumns = "64px minmax(80px, 1fr) minmax(80px, 1fr) minmax(80px, 1fr)";

/** What is kept, by scope, owner and key. */
export function StateTable(props: {
  rows: readonly StateRow[];
  open: string | null;
  onOpen: (id: string) => void;
  end: ListEnd;
}) {
  return (
    <RowList
      label="State"
      rows={props.rows}
      rowId={({ id }) => id}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={[4, 5]}
      head={["Scope", "Owner", "Key", "Value", "Until", "Written"]}
      cells={(row) => [
        scopeWords[row.scope],
        <span key="owner" className="cut">
          {row.owner || "—"}
        </span>,
        <span key="key" className="cut mono">
          {row.key}
        </span>,
        <span key="value" className="cut mono soft">
          {row.kind === "limit" ? "limit" : row.start}
        </span>,
        row.expiresAt === null ? "—" : <RelativeTime key="until" at={row.expiresAt} />,
        <RelativeTime key="written" at={row.updatedAt} />,
      ]}
      rowLabel={(row) => `${row.key} of ${ownerText(row)}`}
      open={props.open}
      onOpen={props.onOpen}
      {...props.end}
    />
  );
}
