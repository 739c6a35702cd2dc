import { useSyncExternalStore } from "react";

/**
 * Whether the server has said "sign in first" since the last sign-in. The frame then asks for the password over the
 * page instead of leaving it, so that unsaved text and the place in a list stay.
 */
let ended = false;
const listeners = new Set<() => void>();

export function reportSessionEnded(): void {
  set(true);
}

export function reportSignedIn(): void {
  set(false);
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => ended);
}

function set(value: boolean): void {
  if (ended === value) return;
  ended = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
