// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table's layout does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, its cells do not
// biome-ignore-all lint/suspicious/noArrayIndexKey: columns are their places
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { type Key, pressed } from "../app/keys/pressed.ts";
import { overlayOpen, typing } from "../app/keys/where.ts";
import styles from "./row-list.module.css";

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
  const { rows, rowId, open } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const active = useRef<string | null>(null);
  const place = useRef(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight ?? 36,
    scrollPaddingStart: 31, // the head stays on top
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  const { more, onMore } = props;
  useEffect(() => {
    if (more && lastShown >= rows.length - 20) onMore();
  }, [more, onMore, lastShown, rows.length]);

  const indexOf = (id: string | null): number =>
    id === null ? -1 : rows.findIndex((row) => rowId(row) === id);
  function setActive(id: string): void {
    active.current = id;
    place.current = Math.max(0, indexOf(id));
    props.onActive?.(id);
  }

  function move(to: number): void {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[index];
    if (row === undefined) return;
    setActive(rowId(row));
    virtual.scrollToIndex(index);
    if (open !== null) props.onOpen(rowId(row));
    focusRow(index);
  }
  function focusRow(index: number): void {
    // The row may only exist after the scroll.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    });
  }

  const onKey = useRef<(event: KeyboardEvent) => void>(() => {});
  useEffect(() => {
    onKey.current = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
      if (overlayOpen()) return;
      const current = open ?? active.current;
      if (props.onPick && current !== null && pressed("pickRow", event)) {
        event.preventDefault();
        return props.onPick(current, false);
      }
      const inList = scroller.current?.contains(document.activeElement) ?? false;
      // A row that is gone leaves its place: the next one is there now.
      const known = indexOf(current);
      const here = known === -1 && current !== null ? place.current - 1 : known;
      const to = target(event, here, inList);
      if (to === null) return;
      event.preventDefault();
      move(to);
    };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => onKey.current(event);
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  // What was done to a row may take it out of the list, and the focus with it.
  useEffect(() => {
    if (active.current === null || document.activeElement !== document.body) return;
    if (indexOf(active.current) !== -1 || rows.length === 0) return;
    const index = Math.min(place.current, rows.length - 1);
    setActive(rowId(rows[index]!));
    focusRow(index);
  });

  const focusable = Math.max(0, indexOf(open ?? active.current));
  return (
    <div
      className={styles.list}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
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
                data-spare={props.spare.includes(index) || undefined}
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
            const id = rowId(row);
            return (
              <div
                key={id}
                role="row"
                data-index={item.index}
                data-open={id === open || undefined}
                data-picked={props.picked?.has(id) || undefined}
                aria-rowindex={item.index + 2}
                aria-selected={props.picked ? props.picked.has(id) : id === open}
                aria-current={props.picked && id === open ? true : undefined}
                aria-label={props.rowLabel(row)}
                tabIndex={item.index === focusable ? 0 : -1}
                className={styles.row}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onClick={(event) => {
                  setActive(id);
                  if (event.shiftKey && props.onPick) props.onPick(id, true);
                  else props.onOpen(id);
                }}
                // With Shift the browser would mark text.
                onMouseDown={(event) => event.shiftKey && props.onPick && event.preventDefault()}
                onFocus={() => setActive(id)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.target !== event.currentTarget) return;
                  event.preventDefault();
                  props.onOpen(id);
                }}
              >
                {props.cells(row).map((cell, index) => (
                  <div
                    key={index}
                    role="gridcell"
                    className="cut"
                    data-spare={props.spare.includes(index) || undefined}
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

/** Where a key leads from row `here` (−1: none yet); null for other keys. Arrows scroll the page unless the list has the focus. */
function target(event: Key, here: number, inList: boolean): number | null {
  const { key } = event;
  if (pressed("nextRow", event) || (inList && key === "ArrowDown")) return here + 1;
  if (pressed("previousRow", event) || (inList && key === "ArrowUp")) return Math.max(0, here - 1);
  if (!inList) return null;
  if (key === "PageDown") return here + 15;
  if (key === "PageUp") return here - 15;
  if (key === "Home") return 0;
  return key === "End" ? Number.MAX_SAFE_INTEGER : null;
}
