import { Link } from "@tanstack/react-router";
import type { LiveEventOf } from "../../../app/events/index.ts";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { formatClock, formatDuration } from "../../../components/format.ts";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import styles from "../try.module.css";

/** Each step with its outcome and time; it leads to its execution. */
export function StepLog(props: {
  steps: readonly LiveEventOf<"flow-step">["step"][];
  flow: Outputs["flows"]["get"];
  started: boolean;
}) {
  const realm = useRealm();
  const titles = new Map(props.flow.nodes.map((node) => [node.name, node.title]));
  return (
    <section className={styles.steps} aria-label="Steps">
      <h3>Steps</h3>
      <ol aria-live="polite">
        {props.steps.map((step) => (
          <li key={step.executionId}>
            <div className={styles.stepHead}>
              <Link to="/r/$realm/executions" params={{ realm }} search={{ open: step.executionId }}>
                {titles.get(step.node) ?? step.node}
              </Link>
              <span className="mono faint">{formatDuration(step.runUs)}</span>
            </div>
            <div className={styles.stepHead}>
              <span className={`small ${styles.outcome}`}>
                <OutcomeWord status={step.status} action={step.status === "error" ? null : step.action} />
                {step.outcome ? <span className="soft"> → {step.outcome}</span> : null}
              </span>
              <span className="small faint">{formatClock(step.at)}</span>
            </div>
          </li>
        ))}
      </ol>
      {props.steps.length === 0 ? (
        <p className="soft small">
          {props.started ? "Each node the visitor passes appears here." : "Starting the walk."}
        </p>
      ) : null}
    </section>
  );
}
