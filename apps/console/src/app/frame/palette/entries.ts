import { holdsAll } from "@scriptyard/model";
import type { ReactNode } from "react";
import type { ShortcutId } from "../../keys/shortcuts.ts";

/** Something that the palette offers. */
export type PaletteEntry = {
  /** One of its kind in the whole palette. */
  id: string;
  label: string;
  description?: string | undefined;
  icon?: ReactNode;
  /** Keys that do the same. */
  keys?: ShortcutId | { keys: string } | undefined;
  /** Why it cannot be done now; it is shown, and does nothing. */
  blocked?: string | null | undefined;
  /** It is the answer to what was asked, whatever words it has. */
  answers?: boolean | undefined;
  run: () => void;
};

export type PaletteGroup = {
  group: string;
  entries: readonly PaletteEntry[];
  /** The server has not answered yet. */
  looking?: boolean | undefined;
  /** What to say when this is all there is, and it is nothing. */
  nothing?: string | null | undefined;
};

/** Groups with what fits the words, each name once, where it comes first; those without any are left out. */
export function fitting(groups: readonly PaletteGroup[], words: readonly string[]): PaletteGroup[] {
  const found = new Map<string, PaletteEntry[]>();
  for (const { group, entries } of groups) {
    const fit = entries.filter((entry) => fits(entry, words));
    if (fit.length > 0) found.set(group, [...(found.get(group) ?? []), ...fit]);
  }
  return [...found].map(([group, entries]) => ({ group, entries }));
}

function fits({ label, description = "", answers }: PaletteEntry, words: readonly string[]): boolean {
  if (answers) return true;
  return holdsAll(`${label} ${description}`, words);
}

/**
 * The entry `step` places on from one of them, around the ends and past those that do nothing.
 *
 * @param from undefined = before the first
 */
export function stepped(
  entries: readonly PaletteEntry[],
  from: string | undefined,
  step: 1 | -1,
): PaletteEntry | undefined {
  const able = entries.filter((entry) => !entry.blocked);
  const at = able.findIndex((entry) => entry.id === from);
  if (at === -1) return step === 1 ? able[0] : able.at(-1);
  return able[(at + step + able.length) % able.length];
}
