import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import { keyOf, ownerWords, type SecretRow } from "../words.ts";

const columns = "minmax(140px, 1fr) minmax(120px, 1fr) 80px 120px 120px minmax(120px, 1.4fr)";
const narrowColumns = "minmax(100px, 1fr) minmax(90px, 1fr) 64px 100px";

/** Secrets by name, without what they are. */
export function SecretsTable(props: {
  rows: readonly SecretRow[];
  open: string | null;
  onOpen: (key: string) => void;
}) {
  return (
    <RowList
      label="Secrets"
      rows={props.rows}
      rowId={keyOf}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={[4, 5]}
      head={["Name", "For", "Version", "Last used", "Set", "Named by"]}
      cells={(row) => [
        <span key="name" className="cut mono">
          {row.name}
        </span>,
        <span key="for" className="cut">
          {ownerWords(row)}
        </span>,
        row.version,
        row.lastUsedAt === null ? "—" : <RelativeTime key="used" at={row.lastUsedAt} />,
        <RelativeTime key="set" at={row.createdAt} />,
        <span key="by" className="cut soft">
          {row.usedBy.join(", ") || "—"}
        </span>,
      ]}
      rowLabel={(row) => `${row.name} for ${ownerWords(row)}`}
      open={props.open}
      onOpen={props.onOpen}
      more={false}
      onMore={() => undefined}
    />
  );
}
