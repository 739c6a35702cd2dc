import type { EffectivePolicy } from "@scriptyard/model";
import { becauseOf, refusesLibrary } from "@scriptyard/model";
import type { LibrarySource } from "../texts/libraries.ts";

/** The libraries of `source` that a policy lets in; the others answer why not. */
export function allowedLibraries(source: LibrarySource, policy: EffectivePolicy): LibrarySource {
  if (policy.libraries.length === 0) return source;
  return {
    names: (most) => source.names(most),
    async find(specifier) {
      const by = refusesLibrary(policy, specifier);
      if (by === null) return source.find(specifier);
      return { ...libraryRefusal(specifier, policy, by), refused: true };
    },
  };
}

export function libraryRefusal(
  specifier: string,
  policy: EffectivePolicy,
  by: string,
): { problem: string; remedy: string } {
  return {
    problem: `The library "${specifier}" is not allowed at the security level "${by}"${becauseOf(policy, by)}`,
    remedy: "Remove the import, or ask an admin to allow it: Settings, Security.",
  };
}
