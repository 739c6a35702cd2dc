import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useKey } from "../keys/use-key.ts";
import { useStrongKeys } from "../keys/use-strong-keys.ts";
import { overlayOpen, typing } from "../keys/where.ts";
import { navItems } from "../nav.ts";
import { openPalette, setShortcutsOpen } from "./overlays.ts";

/** Keys that work on every page. Letters stay letters while somebody types. */
export function useFrameShortcuts(realm: string, toggleSidebar: () => void): void {
  // Also while typing: the palette opens from inside the editor.
  useStrongKeys({ palette: openPalette });
  useKey("help", () => setShortcutsOpen(true));
  useKey("sidebar", toggleSidebar);
  useGoTo(realm);
}

/** `g`, and soon after it the letter of a page. */
function useGoTo(realm: string): void {
  const navigate = useNavigate();
  const latest = useRef(realm);
  useEffect(() => {
    latest.current = realm;
  });
  useEffect(() => {
    let goneAt = Number.NEGATIVE_INFINITY;
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
      if (overlayOpen()) return;
      const isSecond = event.timeStamp - goneAt <= 1_200;
      goneAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const item = isSecond ? navItems.find(({ key }) => key === event.key) : undefined;
      if (!item) return;
      event.preventDefault();
      void navigate({ to: item.path, params: { realm: latest.current }, search: {} });
    }
    // Before the page's own letters: the second one is not for the list or the graph.
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [navigate]);
}
