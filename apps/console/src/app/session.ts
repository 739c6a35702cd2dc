import { createStore, useStore } from "./store.ts";

/**
 * Whether the server has said "sign in first" since the last sign-in. The frame then asks for the password over the
 * page instead of leaving it, so that unsaved text and the place in a list stay.
 */
const session = createStore({ ended: false });

export function reportSessionEnded(): void {
  setEnded(true);
}

export function reportSignedIn(): void {
  setEnded(false);
}

export function useSessionEnded(): boolean {
  return useStore(session).ended;
}

/** Every refused request says so again. */
function setEnded(ended: boolean): void {
  session.set((now) => (now.ended === ended ? now : { ended }));
}
