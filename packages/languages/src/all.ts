import type { LanguageId } from "@scriptyard/model";
import { javascript } from "./javascript/compile.ts";
import type { Language } from "./types.ts";
import { typescript } from "./typescript/compile.ts";

/** Every authoring language, one line each. */
export const languages: readonly Language[] = [typescript, javascript];

/** @throws when no language has that id, which the type forbids: data from outside must be parsed before. */
export function languageById(id: LanguageId): Language {
  const language = languages.find((l) => l.id === id);
  if (language === undefined)
    throw new Error(
      `There is no language "${id}". Known languages: ${languages.map((l) => l.id).join(", ")}.`,
    );
  return language;
}

/** The language of a file by its extension, without dot: `languageForExtension("ts")`. */
export function languageForExtension(extension: string): Language | undefined {
  return languages.find((l) => l.extensions.includes(extension.toLowerCase()));
}
