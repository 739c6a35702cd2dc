import type { LanguageId } from "@scriptyard/model";
import { javascript } from "./javascript/compile.ts";
import type { Language } from "./types.ts";
import { typescript } from "./typescript/compile.ts";

/** Every authoring language, one line each. */
const byId: { [id in LanguageId]: Language } = { typescript, javascript };

export const languages: readonly Language[] = Object.values(byId);

/** @throws when no language has that id, which the type forbids: data from outside must be parsed before. */
export function languageById(id: LanguageId): Language {
  if (!Object.hasOwn(byId, id))
    throw new Error(`There is no language "${id}". Known languages: ${Object.keys(byId).join(", ")}.`);
  return byId[id];
}

/** The language of a file by its extension, without dot: `languageForExtension("ts")`. */
export function languageForExtension(extension: string): Language | undefined {
  return languages.find((l) => l.extensions.includes(extension.toLowerCase()));
}
