import { useEffect, useRef } from "react";
import { pressed } from "./pressed.ts";
import type { ShortcutId } from "./shortcuts.ts";
import { overlayOpen, typing } from "./where.ts";

/**
 * Does something at a shortcut of the page. Nothing happens while somebody types or something floats over the page: keys
 * are for that then.
 */
export function useKey(id: ShortcutId, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || typing(event) || overlayOpen()) return;
      if (!pressed(id, event)) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [id]);
}
