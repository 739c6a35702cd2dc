import type { ReactNode } from "react";
import styles from "./inline-note.module.css";

/** A few words between others that must not be read over, with their icon before them. */
export function InlineNote(props: { tone: "warn" | "ok"; role?: "status"; children: ReactNode }) {
  return (
    <span className={styles.note} data-tone={props.tone} role={props.role}>
      {props.children}
    </span>
  );
}
