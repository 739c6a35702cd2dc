import type { ReactNode } from "react";
import styles from "./text-box.module.css";

/** Text to read as it is, line for line. What does not fit scrolls. */
export function TextBox(props: { label: string; tall?: boolean; children: ReactNode }) {
  return (
    <section
      className={styles.box}
      data-tall={props.tall || undefined}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
      tabIndex={0}
    >
      {props.children}
    </section>
  );
}
