import { type ReactNode, useEffect } from "react";
import styles from "./page-header.module.css";

/** Title of a page, one line on what it is for, and its actions. Sets the tab's title too. */
export function PageHeader(props: {
  title: string;
  /** Under the title, for who is new here. */
  hint?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
}) {
  usePageTitle(props.title);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <div className={styles.title}>
          <h1>{props.title}</h1>
          {props.beside}
        </div>
        {props.hint ? <p className="soft">{props.hint}</p> : null}
      </div>
      {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
    </header>
  );
}

/** Names the browser's tab: `Errors · Scriptyard`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Scriptyard`;
  }, [title]);
}
