import {
  type KeyboardEvent as ReactKeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  type RefObject,
  useEffect,
  useRef,
} from "react";
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
  picked: ReadonlySet<string> | undefined;
  onPick: ((id: string, range: boolean) => void) | undefined;
  onActive: ((id: string) => void) | undefined;
  scroller: RefObject<HTMLElement | null>;
  /** Brings a row into the page. */
  show: (index: number) => void;
}) {
  const { ids, open, onOpen, picked, onPick, scroller } = list;
  const active = useRef<string | null>(null);
  /** Where the active row was when it was last seen. */
  const place = useRef(0);
  const here = (): number => ids.indexOf(open ?? active.current ?? "");

  function setActive(id: string): void {
    active.current = id;
    place.current = Math.max(0, ids.indexOf(id));
    list.onActive?.(id);
  }

  function move(to: number): void {
    const index = Math.max(0, Math.min(ids.length - 1, to));
    const id = ids[index];
    if (id === undefined) return;
    setActive(id);
    list.show(index);
    if (open !== null) onOpen(id);
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
      if (onPick && current !== null && pressed("pickRow", event)) {
        event.preventDefault();
        onPick(current, false);
        return;
      }
      const inList = scroller.current?.contains(document.activeElement) ?? false;
      // A row that is gone leaves its place: the next one is there now.
      const known = here();
      const to = target(event, known === -1 && current !== null ? place.current - 1 : known, inList);
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
    if (ids.includes(active.current) || ids.length === 0) return;
    const index = Math.min(place.current, ids.length - 1);
    setActive(ids[index]!);
    focusRow(index);
  });

  const stop = Math.max(0, here());
  return {
    rowProps: (index: number, id: string) => ({
      "data-index": index,
      "data-open": id === open || undefined,
      "data-picked": picked?.has(id) || undefined,
      "aria-selected": picked ? picked.has(id) : id === open,
      "aria-current": picked && id === open ? true : undefined,
      // One stop of the keyboard for the whole list.
      tabIndex: index === stop ? 0 : -1,
      onClick(event: ReactMouseEvent) {
        setActive(id);
        if (event.shiftKey && onPick) onPick(id, true);
        else onOpen(id);
      },
      // With Shift the browser would mark text.
      onMouseDown(event: ReactMouseEvent) {
        if (event.shiftKey && onPick) event.preventDefault();
      },
      onFocus: () => setActive(id),
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
