import type { LanguageId, PinnedLibrary, Realm, Script } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { specifierOf } from "../engine/runnable.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { Registry } from "./registry/registry.ts";

/** A library's text as a program takes it in. */
export type LibraryText = {
  specifier: string;
  language: LanguageId;
  source: string;
  /** Stored output of a published version; absent = compile the source. */
  compiled?: string;
  pin?: PinnedLibrary;
  /** Set when the text is live from a file or a default: a version that imports it carries it along. */
  carried?: { layer: "file" | "default"; sha256: string };
};

/** What an import finds: a library, nothing of that name, or why it cannot be had (`refused`: by policy) and what to do about it. */
export type LibraryAnswer = LibraryText | null | { problem: string; remedy: string; refused?: true };

/** Where imports are looked up: live versions, drafts, or texts a flow session has pinned. */
export type LibrarySource = {
  find(specifier: string): Promise<LibraryAnswer>;
  /** Libraries there are, `most` of them at most, for "did you mean". */
  names(most: number): Promise<string[]>;
};

export type LibrariesPorts = {
  store: Store;
  catalog: Catalog;
  registry: Registry;
};

/** The realm's live libraries, whatever layer they are live from: what live scripts get. */
export function liveLibraries(ports: LibrariesPorts, realm: Realm): LibrarySource {
  return publishedOver(ports, realm, ports.registry.libraries(realm));
}

/** Published libraries first, then those of `layers`. */
export function publishedOver(
  ports: { store: Store; catalog: Catalog },
  realm: Realm,
  layers: LibrarySource,
): LibrarySource {
  return realmLibraries(ports, realm, layers, async (script, specifier) => {
    if (script.liveVersionId === null) {
      const found = await layers.find(specifier);
      if (found !== null) return found;
      const isRetired = script.retiredVersion !== null;
      return {
        problem: `The library "${specifier}" ${isRetired ? "is retired" : "was never published"}`,
        remedy: `${isRetired ? `Roll ${specifier} back to one of its versions` : `Publish ${specifier} first`}, or preview with the drafts of libraries.`,
      };
    }
    const { version } = await ports.catalog.version(script.liveVersionId);
    const { id: versionId, number, sha256, language, source, compiled } = version;
    const pin = { specifier, scriptId: script.id, versionId, version: number, sha256 };
    return { specifier, language, source, compiled, pin };
  });
}

/** The drafts of the realm's libraries, published or not. */
export function draftLibraries(ports: { store: Store; registry: Registry }, realm: Realm): LibrarySource {
  return realmLibraries(ports, realm, ports.registry.libraries(realm), async (script, specifier) => {
    const draft = await ports.store.drafts.get(script.id);
    return draft && { specifier, language: script.language, source: draft.source };
  });
}

/** Texts fixed earlier. */
export function fixedLibraries(texts: readonly LibraryText[]): LibrarySource {
  return {
    find: async (specifier) => texts.find((text) => text.specifier === specifier) ?? null,
    names: async (most) => texts.slice(0, most).map((text) => text.specifier),
  };
}

function realmLibraries(
  ports: { store: Store },
  realm: Realm,
  layers: LibrarySource,
  read: (script: Script, specifier: string) => Promise<LibraryAnswer>,
): LibrarySource {
  return {
    async find(specifier) {
      const [module = "", name = "", ...rest] = specifier.split("/");
      if (rest.length > 0) return null;
      const script = await ports.store.scripts.byName(realm.id, module, name);
      if (script === null) return layers.find(specifier);
      if (script.hook === null) return read(script, specifier);
      return {
        problem: `"${specifier}" is a script with the hook ${script.hook}, not a library`,
        remedy: "Move what both need into a library, a script without a hook.",
      };
    },
    names: async (most) => {
      const own = (await ports.store.scripts.libraryNames(realm.id, most)).map(specifierOf);
      return [...new Set([...own, ...(await layers.names(most))])].slice(0, most);
    },
  };
}
