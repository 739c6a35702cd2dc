import { type ReactNode, useEffect, useRef } from "react";
import type { ShortcutId } from "../keys/shortcuts.ts";
import { createStore, useStore } from "../store.ts";

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

const offers = createStore<readonly Offer[]>([]);

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
    offers.set((all) => [...all, offer]);
    return () => offers.set((all) => all.filter((other) => other !== offer));
  }, [group, shown]);
}

export function useOffers(): readonly Offer[] {
  return useStore(offers);
}
