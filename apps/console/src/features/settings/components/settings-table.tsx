import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "../../../components/error-state.tsx";
import page from "../../../components/page.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../settings.module.css";

/** A column's heading: text, or text over figures, which stand at the end of their cells. */
export type Column = string | { readonly end: string };

/** The frame of a settings table: card, headings, and a last column for what can be done with a row. */
export function SettingsTable(props: {
  columns: readonly Column[];
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <table className={`${styles.table} ${props.className ?? ""}`}>
      <thead>
        <tr>
          {props.columns.map((column) =>
            typeof column === "string" ? (
              <th key={column} scope="col">
                {column}
              </th>
            ) : (
              <th key={column.end} scope="col" className={styles.end}>
                {column.end}
              </th>
            ),
          )}
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}

export function SettingsCard({ children }: { children: ReactNode }) {
  return <div className={`${page.card} ${styles.scroll}`}>{children}</div>;
}

/** A card that waits for its rows, and says so when they do not come. */
export function QueryCard<Data>(props: {
  query: UseQueryResult<Data, unknown>;
  /** How many rows to expect. */
  rows: number;
  children: (data: Data) => ReactNode;
}) {
  const { query, rows, children } = props;
  return (
    <SettingsCard>
      {query.data !== undefined ? (
        children(query.data)
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={rows} height={44} />
      )}
    </SettingsCard>
  );
}

export function TimeOrNever({ at }: { at: number | null }) {
  return at ? <RelativeTime at={at} /> : <span className="soft">never</span>;
}
