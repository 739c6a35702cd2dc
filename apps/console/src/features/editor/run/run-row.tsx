import { Button } from "@mantine/core";
import { formatDuration } from "../../../components/format.ts";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { versionText } from "../../../components/version-text.ts";
import type { RunRow } from "../server/types.ts";
import styles from "./runs.module.css";

/** A run of the script in one line: a click shows it, Replay runs it again. */
export function RunRowItem(props: {
  row: RunRow;
  /** Its result is in front. */
  shown: boolean;
  onShow: () => void;
  onReplay: () => void;
}) {
  const { row } = props;
  return (
    <li className={styles.row} data-shown={props.shown || undefined}>
      <button type="button" className={styles.show} onClick={props.onShow}>
        <span className={styles.outcome}>
          <OutcomeWord status={row.status} action={row.action} errorType={row.errorType} />
        </span>
        <bdi className={styles.message}>{row.errorMessage ?? row.logLine}</bdi>
        <span className="faint">{row.trigger}</span>
        <span className="mono">{versionText(row)}</span>
        <span className={styles.figure}>{formatDuration(row.runUs)}</span>
      </button>
      <RelativeTime at={row.startedAt} className={styles.time} />
      <Button size="compact-xs" variant="subtle" onClick={props.onReplay}>
        Replay
      </Button>
    </li>
  );
}
