import type { ReactNode } from "react";
import styles from "./tree.module.css";

/** Goes on where a list was cut: a row of the tree, so that the keys get there. */
export function MoreRow(props: { level: 1 | 2; busy: boolean; onMore: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      role="treeitem"
      aria-level={props.level}
      tabIndex={-1}
      className={styles.more}
      aria-disabled={props.busy}
      onClick={() => {
        if (!props.busy) props.onMore();
      }}
    >
      {props.busy ? "Loading…" : props.children}
    </button>
  );
}
