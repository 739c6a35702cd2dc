import type { PaletteGroup } from "../entries.ts";
import { useActions } from "./use-actions.tsx";
import { useFound } from "./use-found.tsx";
import { useNamed } from "./use-named.tsx";
import { useOffered } from "./use-offered.ts";
import { usePages } from "./use-pages.tsx";
import { useRealms } from "./use-realms.tsx";
import { useScripts } from "./use-scripts.tsx";
import { useSettings } from "./use-settings.tsx";

/** Everything that the palette finds: a line each, in the order shown. What the server has is asked for, bounded, by text. */
export function useSources(query: string): PaletteGroup[] {
  return [
    useFound(query),
    useOffered(),
    usePages(),
    useScripts(query),
    useNamed(query),
    useActions(),
    useSettings(),
    useRealms(),
  ].flat();
}
