import { useSyncExternalStore } from "react";

/** What floats over every page. `palette` is null until it is first asked for, so that its code is fetched only then. */
type Overlays = { palette: boolean | null; shortcuts: boolean };

let state: Overlays = { palette: null, shortcuts: false };
const listeners = new Set<() => void>();

export function openPalette(): void {
  set({ palette: true });
}

export function closePalette(): void {
  set({ palette: false });
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
