import type { ReactNode } from "react";
import { Wordmark } from "../app/frame/logo.tsx";
import { ThemeToggle } from "../app/frame/theme-toggle.tsx";
import styles from "./gate.module.css";

/** The quiet page before the console: the wordmark and one card. */
export function Gate(props: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.gate}>
      <header className={styles.top}>
        <ThemeToggle />
      </header>
      <main className={styles.middle}>
        <div>
          <Wordmark size={28} />
        </div>
        <section className={styles.card} aria-labelledby="gate-title">
          <h1 id="gate-title">{props.title}</h1>
          {props.hint ? <p className={`soft ${styles.hint}`}>{props.hint}</p> : null}
          <div className={styles.form}>{props.children}</div>
        </section>
      </main>
    </div>
  );
}
