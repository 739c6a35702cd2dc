import { z } from "zod";
import type { Store } from "../../../app/store.ts";
import { keptFor, rememberedStore } from "../state/remembered.ts";

export type OpenTab = { module: string; name: string };

/** So many of a realm; who opens one more has the first one closed. */
const most = 50;

/** Scripts whose tabs are open, per realm, in the order of the tabs; the one in front is in the address. */
export const openTabs = tabsOfLastVisit();

/** As this browser has kept them; what a page has begun with stays its own. */
export function tabsOfLastVisit(): Store<{ [realm: string]: OpenTab[] }> {
  return rememberedStore("scriptyard.editor.tabs", {}, readTabs);
}

export function addTab(realm: string, tab: OpenTab): void {
  openTabs.set((all) => {
    const tabs = keptFor(all, realm) ?? [];
    return tabs.some((t) => sameTab(t, tab)) ? all : { ...all, [realm]: [...tabs, tab].slice(-most) };
  });
}

/** What of it are tabs. One that is none, and one too many, costs the others nothing. */
function readTabs(value: unknown): { [realm: string]: OpenTab[] } {
  const tab = z.object({ module: z.string(), name: z.string() });
  return Object.fromEntries(
    Object.entries(z.record(z.string(), z.unknown()).parse(value)).map(([realm, tabs]) => {
      const read = Array.isArray(tabs) ? tabs.flatMap((one) => tab.safeParse(one).data ?? []) : [];
      return [realm, read.slice(-most)];
    }),
  );
}

/** Closes a tab and answers which one comes to the front instead: its right neighbour, else its left, else none. */
export function closeTab(realm: string, tab: OpenTab): OpenTab | null {
  const tabs = keptFor(openTabs.get(), realm) ?? [];
  const index = tabs.findIndex((t) => sameTab(t, tab));
  if (index < 0) return tabs.at(-1) ?? null;
  const rest = tabs.filter((_, i) => i !== index);
  openTabs.set((all) => ({ ...all, [realm]: rest }));
  return rest[index] ?? rest[index - 1] ?? null;
}

export function sameTab(a: OpenTab, b: OpenTab): boolean {
  return a.module === b.module && a.name === b.name;
}
