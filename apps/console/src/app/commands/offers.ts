import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
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

/** Offers commands in the palette while the component is there; nothing under the name null. They may be made anew at each render. */
export function useOffer(group: string | null, commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shown = JSON.stringify(
    commands.map(({ id, label, shortcut, blocked }) => [id, label, shortcut, blocked]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown stands for the list, whose functions change
  useEffect(() => {
    if (group === null) return;
    const run = (id: string) => latest.current.find((command) => command.id === id)?.run();
    const commands = latest.current.map((command) => ({ ...command, run: () => run(command.id) }));
    const offer = { group, commands };
    set([...offers, offer]);
    return () => set(offers.filter((other) => other !== offer));
  }, [group, shown]);
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
