import { Button } from "@mantine/core";
import type { TraceAnswer } from "../server/types.ts";
import styles from "./trace.module.css";

/** There is no trace: mostly the run did something else than its record says, and a trace would tell of another run. */
export function Diverged({ answer, onClose }: { answer: TraceAnswer; onClose: () => void }) {
  return (
    <div className={styles.note} role="alert">
      <p>
        <strong>
          {answer.diverged.length === 0
            ? "There is no trace of this run."
            : "This time it did something else than recorded."}
        </strong>{" "}
        {answer.untraced}{" "}
        <Button size="compact-xs" variant="default" onClick={onClose}>
          Close
        </Button>
      </p>
      <dl className={styles.diverged}>
        {answer.diverged.map(({ what, recorded, now }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              recorded <code>{recorded}</code>
            </dd>
            <dd>
              now <code>{now}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
