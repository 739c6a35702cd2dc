import type { LineChange } from "@scriptyard/model";
import styles from "./line-counts.module.css";

/** How many lines a change adds and removes: `+3 −1`. */
export function LineCounts({ added, removed }: LineChange) {
  return (
    <>
      <span className={styles.added}>+{added}</span> <span className={styles.removed}>−{removed}</span>
    </>
  );
}
