import { useOffers } from "../../../commands/offers.ts";
import type { PaletteGroup } from "../entries.ts";

/** What the page in front can do now. What it cannot says why, and does nothing. */
export function useOffered(): PaletteGroup[] {
  return useOffers().map(({ group, commands }) => ({
    group,
    entries: commands.map(({ id, shortcut, ...command }) => ({
      id: `offered ${group} ${id}`,
      keys: shortcut,
      ...command,
    })),
  }));
}
