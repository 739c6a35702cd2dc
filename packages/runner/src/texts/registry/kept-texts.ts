import { createHash } from "node:crypto";
import { canonicalJson } from "@scriptyard/host-kit";
import type { Json, LanguageId } from "@scriptyard/model";
import { languageId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { LRUCache } from "lru-cache";
import type { LayerText } from "./types.ts";

/** A file or default as it ran, with its libraries: enough to run it again when the file is long gone. */
export type KeptText = {
  specifier: string;
  hook: string | null;
  language: LanguageId;
  source: string;
  libraries: { specifier: string; language: LanguageId; source: string }[];
};

/** Texts without a version, kept by content: written once per text, however often it runs. */
export type KeptTexts = {
  /** Answers the key under which it can be read again. */
  keep(specifier: string, text: LayerText): Promise<string>;
  read(key: string): Promise<KeptText | null>;
};

export function createKeptTexts({ meta }: Pick<Store, "meta">): KeptTexts {
  const known = new LRUCache<string, KeptText>({ max: 500, maxSize: 16_000_000 });
  const keys = new WeakMap<LayerText, Promise<string>>();
  const remember = (key: string, kept: KeptText) =>
    known.set(key, kept, {
      size: 200 + kept.source.length + kept.libraries.reduce((sum, one) => sum + one.source.length, 0),
    });

  async function write(specifier: string, text: LayerText): Promise<string> {
    const { hook, language, source } = text;
    const libraries = text.libraries.map((one) => ({
      specifier: one.specifier,
      language: one.language,
      source: one.source,
    }));
    const kept: KeptText = { specifier, hook, language, source, libraries };
    const json = canonicalJson(kept as Json);
    const key = createHash("sha256").update(json).digest("hex");
    if (!known.has(key) && (await meta.get(metaKey(key))) === null) await meta.set(metaKey(key), json);
    remember(key, kept);
    return key;
  }

  return {
    keep(specifier, text) {
      let key = keys.get(text);
      if (key === undefined) {
        key = write(specifier, text);
        keys.set(text, key);
        // A full disk today must not forbid the text tomorrow.
        key.catch(() => keys.delete(text));
      }
      return key;
    },
    async read(key) {
      const found = known.get(key);
      if (found !== undefined) return found;
      const json = await meta.get(metaKey(key));
      if (json === null || createHash("sha256").update(json).digest("hex") !== key) return null;
      const kept = JSON.parse(json) as KeptText;
      languageId.parse(kept.language);
      remember(key, kept);
      return kept;
    },
  };
}

const metaKey = (key: string) => `kept-text.${key}`;
