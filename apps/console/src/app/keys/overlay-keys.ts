import { useLayoutEffect } from "react";
import { overlayOpen } from "./where.ts";

const forOverlays = new WeakSet<Event>();

/**
 * Hears Escape before anything that closes by it: in the frame, whose layout effects come before the effects of all pages.
 * A dialog listens from the time its page is there, what opens beside the page only later: by the time that hears the key
 * the browser has let React take the dialog away, and nothing tells whose the key was.
 */
export function useOverlayKeys(): void {
  useLayoutEffect(() => {
    function look(event: KeyboardEvent): void {
      if (event.key === "Escape" && overlayOpen()) forOverlays.add(event);
    }
    window.addEventListener("keydown", look, { capture: true });
    return () => window.removeEventListener("keydown", look, { capture: true });
  }, []);
}

/** Whether the key is for a dialog, a menu or a list of choices, also for one that has closed itself by it since. */
export function isForOverlay(event: Event): boolean {
  return forOverlays.has(event) || overlayOpen();
}
