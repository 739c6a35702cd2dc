import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowList } from "../../../components/row-list.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import styles from "../sources.module.css";
import { layerOf, layerState, liveWords, type ScriptSources } from "../words.ts";

const columns = "minmax(180px, 1fr) minmax(180px, 1fr) 120px 120px 120px 90px";
const narrowColumns = "minmax(140px, 1fr) minmax(140px, 1fr)";
/** The layers one by one give way; the drawer has them. */
const spare = [2, 3, 4, 5];
const head = ["Script", "Runs", "Version", "File", "Default", "File changed"];

export function SourcesList(props: {
  rows: readonly ScriptSources[];
  open: string | null;
  onOpen: (id: string) => void;
}) {
  return (
    <RowList
      label="Scripts and their source layers"
      rows={props.rows}
      rowId={rowId}
      columns={columns}
      narrowColumns={narrowColumns}
      spare={spare}
      head={head}
      cells={cells}
      rowLabel={(row) => `${rowId(row)}: runs ${liveWords(row).label}`}
      open={props.open}
      onOpen={props.onOpen}
      more={false}
      onMore={nothing}
    />
  );
}

export const rowId = (row: ScriptSources): string => `${row.module}/${row.name}`;
const nothing = () => {};

function cells(row: ScriptSources) {
  const live = liveWords(row);
  const file = layerOf(row, "file");
  return [
    <span key="name" className={styles.name}>
      {rowId(row)}
    </span>,
    <StatusPill key="live" tone={live.tone}>
      {live.label}
    </StatusPill>,
    ...(["version", "file", "default"] as const).map((kind) => {
      const layer = layerOf(row, kind);
      return layer?.present ? (
        <span key={kind} className={layer.active ? undefined : "soft"}>
          {kind === "version" ? `v${layer.version}, ` : ""}
          {layer.valid === false ? "not valid" : layerState(layer).label}
        </span>
      ) : (
        <span key={kind} className="soft">
          none
        </span>
      );
    }),
    file?.changedAt ? (
      <RelativeTime key="changed" at={file.changedAt} className="soft" />
    ) : (
      <span key="changed" />
    ),
  ];
}
