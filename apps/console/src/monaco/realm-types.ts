import {
  hostDeclarationsUri,
  monacoCompilerOptions,
  standardDeclarations,
  standardDeclarationsUri,
} from "@scriptyard/languages/editor";
import type { LanguageId } from "@scriptyard/model";
import { dropStrayModel, scriptPath } from "./script-models.ts";
import { ts } from "./setup.ts";

/** A library as imports see it: `specifier` is what an author writes, e.g. `shared/dates`. */
export type LibraryText = { specifier: string; language: LanguageId; source: string };

/**
 * Tells the TypeScript worker what the scripts of a realm may use: the host's declarations and the realm's libraries.
 * An open library's own model wins over the text given here. Changing the realm restarts the workers once.
 */
export function configureRealm(realm: string): void {
  if (configured === realm) return;
  configured = realm;
  for (const [language, defaults] of languages) {
    const options = monacoCompilerOptions(language);
    // Each realm has a folder of its own, so that models of two realms never meet.
    defaults.setCompilerOptions({ ...options, baseUrl: `${options.baseUrl}/${realm}` } as never);
  }
}

export function setRealmTypes(realm: string, declarations: string, libraries: readonly LibraryText[]): void {
  const libs = [
    { filePath: hostDeclarationsUri, content: declarations },
    { filePath: standardDeclarationsUri, content: standardDeclarations },
    ...libraries.map((library) => ({
      filePath: scriptPath({ realm, ...library }),
      content: library.source,
    })),
  ];
  // Every change makes the worker check all models again, so equal texts are left alone.
  const key = JSON.stringify(libs);
  if (key === current) return;
  current = key;
  for (const { filePath } of libs) dropStrayModel(filePath);
  for (const [, defaults] of languages) defaults.setExtraLibs(libs);
}

let configured: string | null = null;
let current = "";

const defaultsOf: { [language in LanguageId]: typeof ts.typescriptDefaults } = {
  typescript: ts.typescriptDefaults,
  javascript: ts.javascriptDefaults,
};
const languages = Object.entries(defaultsOf) as [LanguageId, typeof ts.typescriptDefaults][];
