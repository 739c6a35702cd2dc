import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

/** What floats over every page. */
type Overlays = { palette: boolean; shortcuts: boolean };

let state: Overlays = { palette: false, shortcuts: false };
const listeners = new Set<() => void>();

/** Open, with the focus, when this returns: the next letter is the palette's. */
export function openPalette(): void {
  flushSync(() => set({ palette: true }));
}

/** Closed when this returns, and the focus is where it was. */
export function closePalette(): void {
  flushSync(() => set({ palette: false }));
}

export function setShortcutsOpen(shortcuts: boolean): void {
  set({ shortcuts });
}

export function useOverlays(): Overlays {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

function set(change: Partial<Overlays>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
