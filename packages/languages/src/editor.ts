import type { LanguageId } from "@scriptyard/model";
import { javascriptEditor } from "./javascript/editor.ts";
import type { EditorLanguage } from "./types.ts";
import { monacoCompilerOptions, realmRoot } from "./typescript/compiler-options.ts";
import { typescriptEditor } from "./typescript/editor.ts";

/** What a browser needs of the languages: no parser, no compiler, nothing of Node. */
export const editorLanguages: readonly EditorLanguage[] = [typescriptEditor, javascriptEditor];

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
  return `${realmRoot}/${specifier}.${language === "javascript" ? "js" : "ts"}`;
}

/** The specifier back from a model's address, or null when it is not one of `scriptUri`'s. */
export function specifierOfUri(uri: string): string | null {
  return /^file:\/\/\/realm\/(.+)\.(?:ts|js)$/.exec(uri)?.[1] ?? null;
}

/** Address of the host's declarations as an extra lib. Without `@`: Monaco would know it under two names. */
export const hostDeclarationsUri = "file:///host/scriptyard-host.d.ts";
