import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { failureWord } from "../../../components/failure-words.ts";
import { formatCompact, formatDuration } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { StatusRange } from "../search.ts";
import styles from "../sources.module.css";
import { kindWords, rowId, runsWords, type ScriptStatus, successText } from "../words.ts";
import { Figure, quiet, RunTime, Two } from "./cell-parts.tsx";

/** The cells of one script, in the order of the table's head. */
export function statusCells(row: ScriptStatus, realm: string, range: StatusRange): ReactNode[] {
  const { tone, label } = runsWords(row);
  const { module, name, lastError } = row;
  return [
    <Two key="script" under={kindWords(row)}>
      {row.scriptId === null ? (
        <span className={styles.name}>{rowId(row)}</span>
      ) : (
        <Link
          to="/r/$realm/scripts/$module/$name"
          params={{ realm, module, name }}
          search={{}}
          className={styles.name ?? ""}
          {...quiet}
        >
          {rowId(row)}
        </Link>
      )}
    </Two>,
    <Two key="text" under={row.sha256?.slice(0, 8) ?? "–"} mono>
      <StatusPill tone={tone} hint={row.problem ?? undefined}>
        <span className="cut">{label}</span>
      </StatusPill>
    </Two>,
    row.compileUs === null ? (
      <Figure key="compiled" soft>
        not yet
      </Figure>
    ) : (
      <Figure key="compiled">{formatDuration(row.compileUs)}</Figure>
    ),
    <Figure key="runs" soft={row.runs === 0}>
      {row.runs === 0 ? (
        0
      ) : (
        <Link
          to="/r/$realm/executions"
          params={{ realm }}
          search={{ script: rowId(row), ...(range === "24h" ? {} : { range }) }}
          aria-label={`Executions of ${rowId(row)}`}
          {...quiet}
        >
          {formatCompact(row.runs)}
        </Link>
      )}
    </Figure>,
    <Figure key="success" soft={row.successRate === null} bad={row.errors > 0}>
      {successText(row)}
    </Figure>,
    <RunTime key="p50" us={row.p50Us} />,
    <RunTime key="p95" us={row.p95Us} />,
    <RunTime key="p99" us={row.p99Us} />,
    lastError === null ? (
      <span key="error" className="soft">
        none
      </span>
    ) : (
      <Two key="error" under={<RelativeTime at={lastError.at} />}>
        <Tooltip label={lastError.message || failureWord(lastError.type)} multiline maw={420}>
          <Link
            to="/r/$realm/executions"
            params={{ realm }}
            search={{
              script: rowId(row),
              status: "error",
              open: lastError.executionId,
              ...(range === "24h" ? {} : { range }),
            }}
            className={styles.error ?? ""}
            {...quiet}
          >
            <bdi>{lastError.message || failureWord(lastError.type)}</bdi>
          </Link>
        </Tooltip>
      </Two>
    ),
    row.lastRunAt === null ? (
      <span key="run" className="soft">
        none
      </span>
    ) : (
      <RelativeTime key="run" at={row.lastRunAt} className="soft" />
    ),
  ];
}
