import type { LanguageId } from "@scriptyard/model";
import { javascriptEditor } from "./javascript/editor.ts";
import type { EditorLanguage } from "./types.ts";
import { monacoCompilerOptions, realmRoot } from "./typescript/compiler-options.ts";
import { typescriptEditor } from "./typescript/editor.ts";

const byId: { [id in LanguageId]: EditorLanguage } = {
  typescript: typescriptEditor,
  javascript: javascriptEditor,
};

/** What a browser needs of the languages: no parser, no compiler, nothing of Node. */
export const editorLanguages: readonly EditorLanguage[] = Object.values(byId);

export { quickDiagnostics } from "./source/caps.ts";
export { standardDeclarations, standardDeclarationsUri } from "./standard/index.ts";
export type { EditorLanguage } from "./types.ts";
export { plainMessage } from "./typescript/plain-message.ts";
export { monacoCompilerOptions };

/**
 * Address of a script's or library's Monaco model, or of its extra lib, so that imports between them resolve.
 *
 * @example scriptUri("shared/dates", "typescript") // "file:///realm/shared/dates.ts"
 */
export function scriptUri(specifier: string, language: LanguageId = "typescript"): string {
  return `${realmRoot}/${specifier}.${extensionOf(language)}`;
}

/** Of a script's file: the first one of its language. */
export function extensionOf(language: LanguageId): string {
  return byId[language].extensions[0]!;
}

/** The specifier back from a model's address, or null when it is not one of `scriptUri`'s. */
export function specifierOfUri(uri: string): string | null {
  if (!uri.startsWith(`${realmRoot}/`)) return null;
  const path = uri.slice(realmRoot.length + 1);
  const dot = path.lastIndexOf(".");
  const isCode = editorLanguages.some(({ extensions: [first] }) => first === path.slice(dot + 1));
  return isCode && dot > 0 ? path.slice(0, dot) : null;
}

/** Address of the host's declarations as an extra lib. Without `@`: Monaco would know it under two names. */
export const hostDeclarationsUri = "file:///host/scriptyard-host.d.ts";
