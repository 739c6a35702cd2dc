import { CodeFrame } from "../../../components/code-frame.tsx";
import { formatNumber } from "../../../components/format.ts";
import { errorMeaning, OutcomeWord } from "../../../components/outcome-word.tsx";
import styles from "../executions.module.css";
import { versionText } from "../version-text.ts";
import type { ExecutionDetail } from "./execution-drawer.tsx";
import { SourceLink } from "./source-link.tsx";

/** What was thrown, what it usually means, the marked line of the text that ran, the way there. */
export function ExecutionError({ execution }: { execution: ExecutionDetail }) {
  const { error } = execution;
  if (!error) return null;
  const file = `${execution.module}/${execution.name}`;
  const own = error.stack.find((frame) => frame.file === file);
  const meaning = errorMeaning(error.type);
  return (
    <>
      <div className={styles.section}>
        <OutcomeWord status="error" action={null} errorType={error.type} />
        <p className={styles.errorMessage}>
          {error.name ? `${error.name}: ` : ""}
          {error.message}
        </p>
        {error.limit ? (
          <p className={styles.meaning}>
            Limit <span className="mono">{error.limit.name}</span>: {formatNumber(error.limit.value)}
            {error.limit.reached === undefined ? "" : `, reached ${formatNumber(error.limit.reached)}`}
          </p>
        ) : null}
        {meaning ? <p className={styles.meaning}>{meaning}</p> : null}
        {error.issues && error.issues.length > 0 ? (
          <ul className={styles.issues}>
            {error.issues.map((issue) => (
              <li key={`${issue.path} ${issue.message}`}>
                {issue.path || "/"}: {issue.message}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {own && execution.source !== null ? (
        <div className={styles.section}>
          <h3>
            {file} {versionText(execution)}, line {own.line}
          </h3>
          <CodeFrame source={execution.source} line={own.line} column={own.column} />
        </div>
      ) : null}
      {error.stack.length > 0 ? (
        <div className={styles.section}>
          <h3>Stack</h3>
          <ol className={styles.frames}>
            {error.stack.map((frame, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: frames are their order
              <li key={index} className="cut">
                {frame.function ? `${frame.function} ` : ""}
                <SourceLink execution={execution} file={frame.file} line={frame.line}>
                  {frame.file}:{frame.line}:{frame.column}
                </SourceLink>
              </li>
            ))}
          </ol>
        </div>
      ) : null}
    </>
  );
}
