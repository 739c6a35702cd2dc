import { flushSync } from "react-dom";
import { createStore, useStore } from "../store.ts";

/** What floats over every page. */
const overlays = createStore({ palette: false, shortcuts: false });

/** Open, with the focus, when this returns: the next letter is the palette's. */
export function openPalette(): void {
  flushSync(() => overlays.set({ palette: true }));
}

/** Closed when this returns, and the focus is where it was. */
export function closePalette(): void {
  flushSync(() => overlays.set({ palette: false }));
}

export function setShortcutsOpen(shortcuts: boolean): void {
  overlays.set({ shortcuts });
}

export function useOverlays() {
  return useStore(overlays);
}
