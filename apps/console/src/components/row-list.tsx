// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table's layout does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, its cells do not
// biome-ignore-all lint/suspicious/noArrayIndexKey: columns are their places
import type { ReactNode } from "react";
import styles from "./row-list.module.css";
import { useRowMoves } from "./use-row-moves.ts";
import { useRowWindow } from "./use-row-window.ts";

/**
 * A long list of 36 px rows, only the visible ones in the page. j/k and the arrows move, Enter opens; while a row is
 * open the drawer follows the moves.
 */
export function RowList<Row>(props: {
  label: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Widths as in `grid-template-columns`, shared by head and rows. */
  columns: string;
  /** The same for a list narrower than 760 px, without the cells named in `spare`. */
  narrowColumns: string;
  /** Places of cells that a narrow list leaves out. */
  spare: readonly number[];
  head: ReactNode[];
  /** Place of the column the rows are sorted by, where the reader can choose. */
  sorted?: { column: number; direction: "ascending" | "descending" };
  cells: (row: Row) => ReactNode[];
  /** Said for a row by screen readers when it gets the focus. */
  rowLabel: (row: Row) => string;
  /** Id of the row in the drawer. */
  open: string | null;
  onOpen: (id: string) => void;
  /** Ids of the picked rows, where many can be acted on at once. */
  picked?: ReadonlySet<string>;
  /** `range`: all from the one picked last to this one. */
  onPick?: (id: string, range: boolean) => void;
  /** The row that keys are for, when it changes: the one in the drawer, else the focused one. */
  onActive?: (id: string) => void;
  /** More rows exist. */
  more: boolean;
  onMore: () => void;
  rowHeight?: number;
  footer?: ReactNode;
}) {
  const { rows, rowId, open, onOpen, more, onMore, spare } = props;
  const { scroller, virtual, items } = useRowWindow(rows.length, props.rowHeight ?? 36, more ? onMore : null);
  const moves = useRowMoves({
    ids: rows.map(rowId),
    open,
    onOpen,
    picked: props.picked,
    onPick: props.onPick,
    onActive: props.onActive,
    scroller,
    show: (index) => virtual.scrollToIndex(index),
  });

  return (
    <div
      className={styles.list}
      role="grid"
      aria-label={props.label}
      // How many more there are nobody knows yet.
      aria-rowcount={more ? -1 : rows.length + 1}
      aria-multiselectable={props.onPick ? true : undefined}
      style={{ "--columns": props.columns, "--narrow": props.narrowColumns } as React.CSSProperties}
    >
      <div ref={scroller} role="presentation" className={styles.scroller}>
        <div role="rowgroup" className={styles.headGroup}>
          <div role="row" aria-rowindex={1} className={styles.head}>
            {props.head.map((title, index) => (
              <div
                key={index}
                role="columnheader"
                aria-sort={props.sorted?.column === index ? props.sorted.direction : undefined}
                className="cut"
                data-spare={spare.includes(index) || undefined}
              >
                {title}
              </div>
            ))}
          </div>
        </div>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="rowgroup">
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={rowId(row)}
                role="row"
                aria-rowindex={item.index + 2}
                aria-label={props.rowLabel(row)}
                className={styles.row}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                {...moves.rowProps(item.index, rowId(row))}
              >
                {props.cells(row).map((cell, index) => (
                  <div
                    key={index}
                    role="gridcell"
                    className="cut"
                    data-spare={spare.includes(index) || undefined}
                  >
                    {cell}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {props.footer}
      </div>
    </div>
  );
}
