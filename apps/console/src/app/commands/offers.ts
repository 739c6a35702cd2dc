import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { ShortcutId } from "../keys/shortcuts.ts";

/** Something that the page in front can do now: in its menus, and in the palette. */
export type Command = {
  id: string;
  label: string;
  icon?: ReactNode;
  shortcut?: ShortcutId;
  /** Why it cannot be done now; null or left out where it can. */
  blocked?: string | null;
  run: () => void;
};

export type Offer = { group: string; commands: readonly Command[] };

let offers: readonly Offer[] = [];
const listeners = new Set<() => void>();

/** Offers commands in the palette while the component is there. The list is to be memoised. */
export function useOffer(group: string, commands: readonly Command[]): void {
  useEffect(() => {
    const offer = { group, commands };
    set([...offers, offer]);
    return () => set(offers.filter((other) => other !== offer));
  }, [group, commands]);
}

export function useOffers(): readonly Offer[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offers,
  );
}

function set(next: readonly Offer[]): void {
  offers = next;
  for (const listener of listeners) listener();
}
