import { Button, Menu, Progress } from "@mantine/core";
import { Download } from "lucide-react";
import { useOffer } from "../../../app/commands/offers.ts";
import { formatNumber } from "../../../components/format.ts";
import type { ExecutionFilter } from "../api-filter.ts";
import styles from "./export.module.css";
import { useExport } from "./use-export.ts";

/** The filtered list as a file: as long as the pages take, how far it got, and a way to stop. */
export function ExportMenu(props: {
  realm: string;
  /** Null where there is no list. */
  filter: ExecutionFilter | null;
  /** How many the histogram counts; for rare filters these may be fewer than there are. */
  total: number | undefined;
}) {
  const { realm, filter, total = 0 } = props;
  const { rows, start, cancel } = useExport();
  const begin = (format: "csv" | "jsonl") => filter && void start({ realm, filter, format });
  useOffer(
    filter === null ? null : "Executions",
    rows === null
      ? [
          { id: "csv", label: "Export as CSV", run: () => begin("csv") },
          { id: "jsonl", label: "Export as JSON lines", run: () => begin("jsonl") },
        ]
      : [{ id: "cancel", label: "Cancel export", run: cancel }],
  );
  if (rows !== null) {
    const all = Math.max(total, rows);
    return (
      <div className={styles.running} role="status">
        <Progress
          className={styles.bar}
          aria-label="Export"
          value={all === 0 ? 0 : (rows / all) * 100}
          size="sm"
        />
        <span className="soft">
          {formatNumber(rows)} of {formatNumber(all)}
        </span>
        <Button variant="default" onClick={cancel}>
          Cancel export
        </Button>
      </div>
    );
  }
  return (
    <Menu position="bottom-end" width={220} menuItemTabIndex={0}>
      <Menu.Target>
        <Button
          variant="default"
          disabled={filter === null}
          leftSection={<Download size={14} aria-hidden="true" />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What is filtered, newest first</Menu.Label>
        <Menu.Item onClick={() => begin("csv")}>CSV, for spreadsheets</Menu.Item>
        <Menu.Item onClick={() => begin("jsonl")}>JSON lines, for programs</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
