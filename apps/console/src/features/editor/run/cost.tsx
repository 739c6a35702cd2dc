import type { SeenExecution } from "@scriptyard/model";
import { CopyId } from "../../../components/copy-id.tsx";
import { CostMeters } from "../../../components/cost-meters.tsx";
import { formatDuration } from "../../../components/format.ts";
import { useEditorScope } from "../editor-context.ts";
import styles from "./result.module.css";

/** What the run cost, each as a thin bar against its limit. */
export function Cost({ execution }: { execution: SeenExecution }) {
  const { route } = useEditorScope();
  return (
    <section className={styles.cost} aria-label="Cost of the run">
      <CostMeters
        ran={execution}
        setting={(label) => (
          <button type="button" className={styles.setting} onClick={() => route.patch({ tab: "settings" })}>
            {label}
          </button>
        )}
      />
      {execution.metrics.compileUs > 0 && (
        <p className="faint small">
          Compiled in {formatDuration(execution.metrics.compileUs)} (the first run of this text)
        </p>
      )}
      <p className="faint small">
        <CopyId id={execution.id} short />
      </p>
    </section>
  );
}
