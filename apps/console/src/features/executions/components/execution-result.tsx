import { JsonView } from "../../../components/json-view.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";

export function ExecutionResult({ execution }: { execution: ExecutionDetail }) {
  return (
    <>
      <div className={styles.section}>
        <OutcomeWord
          status={execution.status}
          action={execution.action}
          errorType={execution.errorType}
          large
        />
        {execution.status === "error" ? (
          <p className="soft">A failed execution has no result, and none of its effects were applied.</p>
        ) : null}
      </div>
      <div className={styles.section}>
        <h3>Effects</h3>
        {execution.effects.length === 0 ? (
          <p className="soft">It asked the host for nothing.</p>
        ) : (
          <ol className={styles.effects}>
            {execution.effects.map((effect, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: effects are their order
              <li key={index}>
                {effect.name}({effect.args.map((arg) => JSON.stringify(arg)).join(", ")})
              </li>
            ))}
          </ol>
        )}
      </div>
      {execution.status === "ok" ? (
        <div className={styles.section}>
          <h3>Returned</h3>
          <JsonView value={execution.result} depth={3} label="Returned value" />
        </div>
      ) : null}
    </>
  );
}
