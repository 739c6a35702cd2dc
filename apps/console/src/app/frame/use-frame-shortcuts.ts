import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { navItems } from "../nav.ts";
import { openPalette, setShortcutsOpen } from "./overlays.ts";

/** Keys that work on every page. Letters stay letters while somebody types. */
export function useFrameShortcuts(realm: string, toggleSidebar: () => void): void {
  const navigate = useNavigate();
  // Also while typing: the palette opens from inside the editor.
  useHotkeys([["mod+K", openPalette]], [], true);

  const latest = useRef({ realm, toggleSidebar });
  useEffect(() => {
    latest.current = { realm, toggleSidebar };
  });
  useEffect(() => {
    let goneAt = 0;
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
      if (overlayOpen()) return;
      if (event.key === "?") setShortcutsOpen(true);
      else if (event.key === "[") latest.current.toggleSidebar();
      else if (event.key === "g") goneAt = event.timeStamp;
      else goTo(event);
    }
    function goTo(event: KeyboardEvent): void {
      const item = navItems.find((candidate) => candidate.key === event.key);
      if (!item || event.timeStamp - goneAt > 1_200) return;
      goneAt = 0;
      event.preventDefault();
      void navigate({ to: item.path, params: { realm: latest.current.realm }, search: {} });
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [navigate]);
}

/** Whether a menu, a list of choices, a popover or a dialog is open and takes the keys for itself. */
export function overlayOpen(): boolean {
  const overlays = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  return [...overlays].some((overlay) => overlay.checkVisibility());
}

/** Whether the key goes into a text, a code editor or a list box. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input, textarea, select, [role=textbox], [role=combobox]")
  );
}
