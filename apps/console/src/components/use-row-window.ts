import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";

/**
 * Which rows of a long list are in the page: those that are seen, and a few around them.
 *
 * @param onMore called when the end comes near; null where nothing follows
 */
export function useRowWindow(count: number, rowHeight: number, onMore: (() => void) | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: 31, // the head stays on top
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= count - 20) onMore?.();
  }, [onMore, lastShown, count]);
  return { scroller, virtual, items };
}
