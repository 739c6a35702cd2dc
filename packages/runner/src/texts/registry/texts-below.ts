import { layerBelow, liveFile, type RealmSlots } from "./slots.ts";
import type { LayerText } from "./types.ts";

/** A script that answers a hook, with its text and those of the libraries it is linked with. */
export type TextsBelow = { module: string; name: string; texts: string[] };

/**
 * What is live from files and defaults.
 *
 * @param published scripts that run from a version, as `module/name`: what lies below them is not live
 * @param linked the default of that name as it is linked now
 */
export async function textsBelow(
  state: RealmSlots,
  published: ReadonlySet<string>,
  linked: (specifier: string) => Promise<LayerText | null>,
): Promise<TextsBelow[]> {
  const found: TextsBelow[] = [];
  for (const [specifier, slot] of state.slots) {
    const { module, name } = slot;
    const hook = (liveFile(slot) ?? slot.default)?.hook ?? null;
    if (hook === null || layerBelow(slot) === null || published.has(specifier)) continue;
    // Where nothing can be linked now, because the machine is busy, its own text is better than none.
    const text = liveFile(slot) ?? (await linked(specifier).catch(() => null));
    if (text === null) found.push({ module, name, texts: slot.default ? [slot.default.source] : [] });
    else found.push({ module, name, texts: [text.source, ...text.libraries.map(({ source }) => source)] });
  }
  return found;
}
