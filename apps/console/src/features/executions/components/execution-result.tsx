import { ResultView } from "../../../components/result/result-view.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";

export function ExecutionResult({ execution }: { execution: ExecutionDetail }) {
  return (
    <div className={styles.section}>
      <ResultView
        shown={execution}
        failure={
          execution.status === "error" ? (
            <p className="soft">A failed execution has no result, and none of its effects were applied.</p>
          ) : null
        }
      />
    </div>
  );
}
