import { Button, Chip, CloseButton, Group, TextInput } from "@mantine/core";
import { type LogLevel, type LogLine, logLevels, type SeenExecution } from "@scriptyard/model";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { plural } from "../../../components/format.ts";
import { JsonView } from "../../../components/json-view.tsx";
import { useJump } from "../code/use-jump.ts";
import styles from "./console.module.css";

/** What the script logged, in order, with the line it came from. */
export function ConsolePanel({ execution }: { execution: SeenExecution | null }) {
  const [filter, setFilter] = useState("");
  const [levels, setLevels] = useState<string[]>([...logLevels]);
  const [cleared, setCleared] = useState<string | null>(null);
  const all = execution && cleared !== execution.id ? execution.logs : [];
  const lines = all.filter((line) => levels.includes(line.level) && matches(line, filter));

  return (
    <div className={styles.console}>
      <Group gap={8} className={styles.bar}>
        <TextInput
          size="xs"
          w={200}
          placeholder="Filter log lines"
          aria-label="Filter log lines"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          rightSection={
            filter && <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter("")} />
          }
        />
        <Chip.Group multiple value={levels} onChange={setLevels}>
          <Group gap={4} role="group" aria-label="Levels">
            {logLevels.map((level) => (
              <Chip key={level} value={level} size="xs" variant="outline">
                {level} {count(all, level) || ""}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <span style={{ flex: 1 }} />
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={all.length === 0}
          onClick={() => setCleared(execution?.id ?? null)}
        >
          Clear
        </Button>
      </Group>
      {lines.length === 0 ? (
        <EmptyState icon={ScrollText} title={all.length > 0 ? "No line matches" : "Nothing logged"}>
          {all.length > 0 ? (
            "Change the filter or the levels."
          ) : (
            <>
              <code>log.info("risk", score)</code> in the script writes a line here at its next run.
            </>
          )}
        </EmptyState>
      ) : (
        <ol className={styles.lines} aria-label="Log lines">
          {lines.map((line) => (
            <Line key={line.seq} line={line} />
          ))}
        </ol>
      )}
      {execution && execution.metrics.logsDropped > 0 && (
        <p className={styles.dropped}>
          {plural(execution.metrics.logsDropped, "more line was", "more lines were")} cut by the log limits (
          {plural(execution.limits.logLines, "line")}, {plural(execution.limits.logBytes, "byte")}).
        </p>
      )}
    </div>
  );
}

function Line({ line }: { line: LogLine }) {
  const jump = useJump();
  const structured = typeof line.data === "object" && line.data !== null;
  return (
    <li className={styles.line} data-level={line.level}>
      <span className={styles.level}>{line.level}</span>
      <div className={styles.message}>
        <span>{line.message}</span>
        {line.data !== undefined && !structured && (
          <code className={styles.data}>{JSON.stringify(line.data)}</code>
        )}
        {structured && (
          <JsonView value={line.data ?? null} depth={0} label={`Data of log line ${line.seq + 1}`} />
        )}
      </div>
      {line.line !== undefined && (
        <button
          type="button"
          className={styles.place}
          aria-label={`Go to line ${line.line}`}
          onClick={() => jump({ file: line.file, line: line.line ?? 1 })}
        >
          {line.file?.split("/")[1] ?? ""}:{line.line}
        </button>
      )}
    </li>
  );
}

function matches(line: LogLine, filter: string): boolean {
  if (!filter) return true;
  const text = `${line.message} ${line.data === undefined ? "" : JSON.stringify(line.data)}`;
  return text.toLowerCase().includes(filter.toLowerCase());
}

function count(lines: readonly LogLine[], level: LogLevel): number {
  return lines.filter((line) => line.level === level).length;
}
