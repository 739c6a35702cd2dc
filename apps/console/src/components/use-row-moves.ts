import { type KeyboardEvent as ReactKeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { type Key, pressed } from "../app/keys/pressed.ts";
import { overlayOpen, typing } from "../app/keys/where.ts";

/**
 * Which row of a list has the focus, and where keys lead from it. Rows come and go as the list is scrolled, so it is
 * the id that is remembered, not the element.
 */
export function useRowMoves(list: {
  ids: readonly string[];
  /** Id of the row in the drawer, which follows the moves. */
  open: string | null;
  onOpen: (id: string) => void;
  scroller: RefObject<HTMLElement | null>;
  /** Brings a row into the page. */
  show: (index: number) => void;
}) {
  const { ids, open, onOpen, scroller } = list;
  const active = useRef<string | null>(null);
  const here = (): number => ids.indexOf(open ?? active.current ?? "");

  function move(to: number): void {
    const index = Math.max(0, Math.min(ids.length - 1, to));
    const id = ids[index];
    if (id === undefined) return;
    active.current = id;
    list.show(index);
    if (open !== null) onOpen(id);
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
      const inList = scroller.current?.contains(document.activeElement) ?? false;
      const to = target(event, here(), inList);
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

  const stop = Math.max(0, here());
  return {
    rowProps: (index: number, id: string) => ({
      "data-index": index,
      "data-open": id === open || undefined,
      "aria-selected": id === open,
      // One stop of the keyboard for the whole list.
      tabIndex: index === stop ? 0 : -1,
      onClick() {
        active.current = id;
        onOpen(id);
      },
      onFocus() {
        active.current = id;
      },
      onKeyDown(event: ReactKeyboardEvent) {
        if (event.key !== "Enter" || event.target !== event.currentTarget) return;
        event.preventDefault();
        onOpen(id);
      },
    }),
  };
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
