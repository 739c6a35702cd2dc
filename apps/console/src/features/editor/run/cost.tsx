import type { SeenExecution } from "@scriptyard/model";
import { CopyId } from "../../../components/copy-id.tsx";
import { formatBytes, formatCompact, formatDuration } from "../../../components/format.ts";
import { Meter } from "../../../components/meter.tsx";
import styles from "./result.module.css";

/** What the run cost, each as a thin bar against its limit. */
export function Cost({ execution }: { execution: SeenExecution }) {
  const { metrics, limits } = execution;
  return (
    <section className={styles.cost} aria-label="Cost of the run">
      <Meter name="Duration" value={metrics.runUs} limit={limits.timeoutMs * 1_000} format={formatDuration} />
      <Meter
        name="Operations"
        value={metrics.operations}
        limit={limits.operationLimit}
        format={formatCompact}
      />
      <Meter name="Memory" value={metrics.memoryBytes} limit={limits.memoryLimitBytes} format={formatBytes} />
      {metrics.compileUs > 0 && (
        <p className="faint small">
          Compiled in {formatDuration(metrics.compileUs)} (the first run of this text)
        </p>
      )}
      <p className="faint small">
        <CopyId id={execution.id} short />
      </p>
    </section>
  );
}
