import { textHash } from "../../engine/runnable.ts";
import type { LibraryText } from "../libraries.ts";
import { fixedLibraries, type LibrarySource } from "../libraries.ts";
import type { KnownFiles, RealmSlots } from "./slots.ts";
import { candidatesOf, liveFile } from "./slots.ts";

/** Libraries of a realm's files and defaults, as they are live now. Published ones go before them elsewhere. */
export function layerLibraries(state: RealmSlots, files: KnownFiles): LibrarySource {
  return {
    async find(specifier) {
      const slot = state.slots.get(specifier);
      if (slot === undefined) return null;
      const text = liveFile(slot) ?? unchecked(state, files, specifier);
      if (text !== null) {
        if (text.hook !== null) return notALibrary(specifier, text.hook);
        const { language, source, sha256 } = text;
        return { specifier, language, source, carried: { layer: "file", sha256 } };
      }
      if (slot.default === null) return null;
      if (slot.default.hook !== null) return notALibrary(specifier, slot.default.hook);
      return libraryOfDefault(slot.default);
    },
    names: async (most) =>
      [...state.slots]
        .filter(([, slot]) => (liveFile(slot) ?? slot.default)?.hook === null)
        .slice(0, most)
        .map(([specifier]) => specifier),
  };
}

/** The libraries a host ships, whatever files say: what its scripts were written against. */
export function shippedLibraries({ host }: RealmSlots): LibrarySource {
  return fixedLibraries(host.defaults.filter((script) => script.hook === null).map(libraryOfDefault));
}

function libraryOfDefault({
  module,
  name,
  language,
  source,
}: RealmSlots["host"]["defaults"][number]): LibraryText {
  const carried = { layer: "default", sha256: textHash(source) } as const;
  return { specifier: `${module}/${name}`, language, source, carried };
}

/** Two libraries that import each other are checked as a set: whichever comes first takes the other as it lies there. */
function unchecked(state: RealmSlots, files: KnownFiles, specifier: string) {
  for (const { at, problem } of candidatesOf(state.slots.get(specifier))) {
    const read = files.get(at.path)?.read;
    if (problem === null && read?.kind === "text")
      return { hook: null, language: at.language, source: read.source, sha256: read.sha256 };
  }
  return null;
}

function notALibrary(specifier: string, hook: string) {
  return {
    problem: `"${specifier}" is a script with the hook ${hook}, not a library`,
    remedy: "Move what both need into a library, a script without a hook.",
  };
}
