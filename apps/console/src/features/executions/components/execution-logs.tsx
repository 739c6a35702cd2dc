import { ScrollText } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { plural } from "../../../components/format.ts";
import { SourceLink } from "../../../components/source-link.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";

export function ExecutionLogs({ execution }: { execution: ExecutionDetail }) {
  if (execution.logs.length === 0)
    return (
      <EmptyState icon={ScrollText} title="It logged nothing">
        <code>log.info("message", data)</code> and <code>console.log</code> in the script write lines here.
      </EmptyState>
    );
  return (
    <>
      <ol className={styles.logs}>
        {execution.logs.map((line) => (
          <li key={line.seq}>
            <span className={styles.level} data-level={line.level}>
              {line.level}
            </span>
            <span>{line.message}</span>
            {line.line ? (
              <SourceLink
                execution={execution}
                file={line.file ?? `${execution.module}/${execution.name}`}
                line={line.line}
              >
                :{line.line}
              </SourceLink>
            ) : (
              <span />
            )}
            {line.data === undefined ? null : <pre>{JSON.stringify(line.data, null, 1)}</pre>}
          </li>
        ))}
      </ol>
      {execution.metrics.logsDropped > 0 ? (
        <p className={`soft ${styles.section}`}>
          {plural(execution.metrics.logsDropped, "line")} more, cut away by the log limits.
        </p>
      ) : null}
    </>
  );
}
