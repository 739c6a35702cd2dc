import type { Offer } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import { refusesLibrary, type Script } from "@scriptyard/model";
import type { LibraryHead, ScriptText, Store } from "@scriptyard/store";
import { LRUCache } from "lru-cache";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { Policies } from "../../policy/policies.ts";
import { productionStarts } from "../../policy/starts.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import { createTurnTaker } from "../../turns.ts";
import type { ImportName, ImportPath } from "./types.ts";

/** Texts that are read at once, and for how long one answer waits for them: the next one goes on. */
const readTogether = 4;
const longestMs = 800;

/** What libraries export, by their drafts' revisions. */
export type Importable = {
  /** Libraries that a script may import, whose names the text is part of; those that begin with it first. */
  paths(
    scriptId: string,
    search: { text: string; limit: number },
  ): Promise<{ items: ImportPath[]; more: number }>;
  /** Exports of such libraries that begin with a text. `complete`: every library was read. */
  names(
    scriptId: string,
    search: { prefix: string; limit: number },
    actor: Actor,
  ): Promise<{ items: ImportName[]; more: number; complete: boolean }>;
};

export type ImportablePorts = {
  store: Store;
  workshop: Workshop;
  catalog: Catalog;
  policies: Policies;
};

export function createImportable(ports: ImportablePorts): Importable {
  const offers = new LRUCache<string, { revision: number; offers: readonly Offer[] }>({
    maxSize: 64_000_000,
    // The least keeps them to 20 000, of libraries that offer next to nothing.
    sizeCalculation: (one) => Math.max(3_200, 2 * JSON.stringify(one.offers).length),
  });

  /** Those the script's security level lets in, without itself. */
  async function librariesFor(scriptId: string): Promise<{ script: Script; libraries: LibraryHead[] }> {
    const script = await ports.catalog.scriptById(scriptId);
    const realm = await ports.catalog.anyRealmById(script.realmId);
    const starts = await productionStarts(ports, realm, script);
    const policy = ports.policies.of(realm, { ...script, starts });
    const turns = createTurnTaker();
    const libraries: LibraryHead[] = [];
    for (const library of await ports.store.scripts.libraryHeads(realm.id)) {
      await turns.pause();
      if (library.id !== script.id && refusesLibrary(policy, specifierOf(library)) === null)
        libraries.push(library);
    }
    return { script, libraries };
  }

  /** Reads what is new, a few at a time. */
  async function readNew(
    libraries: readonly LibraryHead[],
    payer: ReturnType<typeof payerOf>,
  ): Promise<boolean> {
    const isNew = ({ id, revision }: LibraryHead) => offers.get(id)?.revision !== revision;
    const waiting = libraries.filter(isNew).map(({ id }) => id);
    const until = performance.now() + longestMs;
    while (waiting.length > 0 && performance.now() < until) {
      const texts = await ports.store.scripts.texts(waiting.splice(0, readTogether));
      await Promise.all(texts.map((text) => read(text, payer)));
    }
    return waiting.length === 0;
  }

  async function read(text: ScriptText, payer: ReturnType<typeof payerOf>): Promise<void> {
    const { id, revision, language, source } = text;
    const found = await ports.workshop.offers({ specifier: specifierOf(text), language, source }, payer);
    offers.set(id, { revision, offers: found });
  }

  return {
    async paths(scriptId, { text, limit }) {
      const { libraries } = await librariesFor(scriptId);
      const wanted = text.toLowerCase();
      const named = libraries.map((library) => ({ ...library, specifier: specifierOf(library) }));
      const first = named.filter(({ specifier }) => specifier.startsWith(wanted));
      const others = named.filter(
        ({ specifier }) => !specifier.startsWith(wanted) && specifier.includes(wanted),
      );
      const found = [...first, ...others];
      const items = found
        .slice(0, limit)
        .map(({ specifier, description, language }) => ({ specifier, description, language }));
      return { items, more: found.length - items.length };
    },

    async names(scriptId, { prefix, limit }, actor) {
      const { script, libraries } = await librariesFor(scriptId);
      const complete = await readNew(libraries, payerOf({ id: script.realmId }, actor));
      const wanted = prefix.toLowerCase();
      const items: ImportName[] = [];
      let more = 0;
      const turns = createTurnTaker();
      for (const library of libraries) {
        await turns.pause();
        for (const offer of offers.get(library.id)?.offers ?? []) {
          // JavaScript has no place for a type.
          if (offer.kind === "type" && script.language === "javascript") continue;
          if (!offer.name.toLowerCase().startsWith(wanted)) continue;
          if (items.length < limit) items.push({ ...offer, specifier: specifierOf(library) });
          else more += 1;
        }
      }
      return { items, more, complete };
    },
  };
}
