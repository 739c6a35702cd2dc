import type { MouseEvent, ReactNode } from "react";
import { formatDuration } from "../../../components/format.ts";
import styles from "../sources.module.css";

/** A link within a row: the row is what the keyboard stops at, and its drawer has the same links. */
export const quiet = { tabIndex: -1, onClick: (event: MouseEvent) => event.stopPropagation() };

/** A line, and a quieter one below it. */
export function Two(props: { children: ReactNode; under: ReactNode; mono?: boolean }) {
  return (
    <div className={styles.two}>
      <div className="cut">{props.children}</div>
      <div className={props.mono ? "cut mono faint" : "cut small faint"}>{props.under}</div>
    </div>
  );
}

export function RunTime({ us }: { us: number | null }) {
  return <Figure soft={us === null}>{us === null ? "–" : formatDuration(us)}</Figure>;
}

export function Figure(props: { children: ReactNode; soft?: boolean; bad?: boolean }) {
  return (
    <span
      className={`cut ${styles.number}`}
      data-soft={props.soft || undefined}
      data-bad={props.bad || undefined}
    >
      {props.children}
    </span>
  );
}
