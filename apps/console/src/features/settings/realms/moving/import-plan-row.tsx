import { Checkbox, UnstyledButton } from "@mantine/core";
import { diagnosticText } from "@scriptyard/model";
import { StatusPill } from "../../../../components/status-pill.tsx";
import type { Tone } from "../../../../components/tone.ts";
import styles from "./moving.module.css";
import { isWritable, type PlanRow } from "./plan-choice.ts";

const states: { [status in PlanRow["status"]]: { tone: Tone; word: string } } = {
  new: { tone: "ok", word: "New" },
  changed: { tone: "info", word: "Changed" },
  same: { tone: "idle", word: "Same" },
  conflicting: { tone: "warn", word: "In conflict" },
  missing: { tone: "warn", word: "Missing" },
};

/** One thing of an archive: whether it is written, how it stands to what is here, and what keeps it from being written. */
export function ImportPlanRow(props: {
  row: PlanRow;
  isChosen: boolean;
  isOpen: boolean;
  onToggle: (on: boolean) => void;
  onOpen: () => void;
}) {
  const { row, isChosen, isOpen } = props;
  const { key, status, changes, note, problem, findings } = row;
  const { tone, word } = states[status];
  const errors = findings.filter(({ severity }) => severity === "error").slice(0, 3);
  return (
    <tr data-open={isOpen || undefined}>
      <td>
        {status === "missing" ? null : (
          <Checkbox
            size="xs"
            aria-label={`Write ${key}`}
            checked={isChosen}
            disabled={!isWritable(row)}
            onChange={(event) => props.onToggle(event.currentTarget.checked)}
          />
        )}
      </td>
      <td>
        {status === "missing" ? (
          <span className="mono">{key}</span>
        ) : (
          <UnstyledButton className={styles.name} aria-expanded={isOpen} onClick={props.onOpen}>
            {key}
          </UnstyledButton>
        )}
        {note === null ? null : <div className="soft small">{note}</div>}
        {problem === null ? null : <div className={styles.problem}>{problem}</div>}
        {errors.map((finding) => (
          <div key={`${finding.line}:${finding.column}:${finding.code}`} className="mono small">
            {finding.file}:{finding.line} {diagnosticText(finding)}
          </div>
        ))}
      </td>
      <td>
        <StatusPill tone={problem === null ? tone : "error"}>
          {problem === null ? word : "Does not fit"}
        </StatusPill>
      </td>
      <td className="soft">{changes.join(", ")}</td>
    </tr>
  );
}
