import type { TraceAnswer } from "../server/types.ts";
import styles from "./trace.module.css";

/** A limit ended the recorded run: the steps from there on were never taken in it. */
export function RecordedStop({ error }: { error: NonNullable<TraceAnswer["recordedStop"]> }) {
  const [frame] = error.stack;
  return (
    <p className={styles.note} role="note">
      <strong>The recorded run was stopped by a limit{frame && ` at ${frame.file}:${frame.line}`}.</strong>{" "}
      {error.message} A traced run has more of each limit, so this one may go on past that place.
    </p>
  );
}
