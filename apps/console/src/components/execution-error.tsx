import type { Outputs } from "../app/trpc.ts";
import { Failure } from "./failure.tsx";
import { OutcomeWord } from "./outcome-word.tsx";
import styles from "./record.module.css";
import { SourceLink } from "./source-link.tsx";

/** A failure whose places lead to the text that ran. */
export function ExecutionError({ execution }: { execution: Outputs["executions"]["get"] }) {
  const { error } = execution;
  if (!error) return null;
  return (
    <div className={styles.section}>
      <OutcomeWord status="error" action={null} errorType={error.type} />
      <Failure
        error={error}
        script={`${execution.module}/${execution.name}`}
        source={execution.source}
        around={4}
        frameLink={(frame, place) => (
          <SourceLink execution={execution} file={frame.file} line={frame.line}>
            {place}
          </SourceLink>
        )}
      />
    </div>
  );
}
