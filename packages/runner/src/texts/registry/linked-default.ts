import type { ScriptDefault } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import { type LibrarySource, publishedOver } from "../libraries.ts";
import type { ChecksPorts } from "./checks.ts";
import { defaultText } from "./default-text.ts";
import { announceReload } from "./notices.ts";
import type { RealmSlots, Slot } from "./slots.ts";
import type { LayerText } from "./types.ts";

/**
 * What a realm's host ships of that name, linked with the realm's live libraries; kept until one of them changes. Null when it
 * ships none.
 *
 * @param librariesOf libraries of a realm that are live from files or defaults
 */
export async function linkedDefault(
  ports: ChecksPorts,
  state: RealmSlots,
  specifier: string,
  librariesOf: (realm: Realm) => LibrarySource,
): Promise<LayerText | null> {
  const slot = state.slots.get(specifier);
  const script = slot?.default;
  if (slot === undefined || !script) return null;
  const known = state.defaults.get(specifier);
  if (known !== undefined) return known;
  const text = linkAsOfNow(ports, state, { slot, script }, librariesOf);
  state.defaults.set(specifier, text);
  text.catch(() => {
    if (state.defaults.get(specifier) === text) state.defaults.delete(specifier);
  });
  return text;
}

/** Linking takes a while, and looking a library up may itself be what makes it live: then it is linked once more. */
async function linkAsOfNow(
  ports: ChecksPorts,
  state: RealmSlots,
  { slot, script }: { slot: Slot; script: ScriptDefault },
  librariesOf: (realm: Realm) => LibrarySource,
): Promise<LayerText> {
  const libraries = publishedOver(ports, state.realm, librariesOf(state.realm));
  for (;;) {
    const { libraryChanges } = state;
    const { text, problem } = await defaultText(ports, state, script, libraries);
    if (state.libraryChanges !== libraryChanges) continue;
    const isNews = problem !== null && problem.message !== slot.defaultProblem?.message;
    slot.defaultProblem = problem;
    if (isNews) announceReload.failed(ports, state.realm, slot, null, problem);
    return text;
  }
}
