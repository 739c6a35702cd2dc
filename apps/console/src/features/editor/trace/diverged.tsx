import { Button } from "@mantine/core";
import type { TraceAnswer } from "../server/types.ts";
import styles from "./trace.module.css";

/** The run did something else than its record says: a trace of it would tell of another run. */
export function Diverged({ answer, onClose }: { answer: TraceAnswer; onClose: () => void }) {
  return (
    <div className={styles.note} role="alert">
      <p>
        <strong>This time it did something else than recorded.</strong>{" "}
        {answer.diverged.length === 0
          ? "It did not come to its end: it waits for somebody, or its engine was lost. "
          : answer.sameNumbers
            ? "Its libraries, its host or the engine have changed since. "
            : "It drew other numbers: those of a live run are for administrators. "}
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
