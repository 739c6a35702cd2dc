import { useEffect, useRef } from "react";
import { pressed } from "./pressed.ts";
import type { ShortcutId } from "./shortcuts.ts";

export type StrongKeys = { [id in ShortcutId]?: (event: KeyboardEvent) => void };

/**
 * Keys that hold while somebody types as well. They are heard before Monaco hears them: its own bindings for the same keys
 * (⌘⏎ inserts a line, ⌘K waits for a second key) would swallow them.
 *
 * @param leave true where a key is left to what has the focus
 */
export function useStrongKeys(
  actions: StrongKeys,
  leave?: (id: ShortcutId, event: KeyboardEvent) => boolean,
): void {
  const latest = useRef({ actions, leave });
  useEffect(() => {
    latest.current = { actions, leave };
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.isComposing) return;
      const { actions: now, leave: left } = latest.current;
      const id = (Object.keys(now) as ShortcutId[]).find((known) => pressed(known, event));
      if (id === undefined || left?.(id, event)) return;
      event.preventDefault();
      event.stopPropagation();
      now[id]?.(event);
    }
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
