import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { LanguageId } from "@scriptyard/model";
import ts from "typescript-5";
import {
  hostDeclarationsUri,
  monacoCompilerOptions,
  standardDeclarations,
  standardDeclarationsUri,
} from "../editor.ts";

/**
 * A language service whose host answers what Monaco's TypeScript worker answers (`tsWorker.js` of 0.57): files by
 * their address, libraries by short names, no folders. TypeScript 5.9 is what Monaco embeds.
 *
 * @param models text by address, as models or extra libs
 */
export function monacoWorker(language: LanguageId, models: { [uri: string]: string }, declarations: string) {
  const files: { [uri: string]: string } = {
    ...models,
    [hostDeclarationsUri]: declarations,
    [standardDeclarationsUri]: standardDeclarations,
  };
  const text = (name: string): string | undefined =>
    files[name] ?? libraryText(name) ?? libraryText(`lib.${name}.d.ts`);
  const service = ts.createLanguageService({
    getCompilationSettings: () => monacoCompilerOptions(language) as unknown as ts.CompilerOptions,
    getScriptFileNames: () => Object.keys(files),
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const found = text(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    // As Monaco's: a name that says neither is JavaScript where that is allowed, also a library's short name.
    getScriptKind: (name) => (name.endsWith(".ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS),
    getCurrentDirectory: () => "",
    getDefaultLibFileName: (options) => `lib.es${2013 + (options.target ?? 99)}.full.d.ts`,
    readFile: text,
    fileExists: (name) => text(name) !== undefined,
  });
  return {
    /** `line:column-endLine:endColumn tsCODE` of one model, as Monaco would mark it. */
    marks(uri: string): string[] {
      const syntactic = service.getSyntacticDiagnostics(uri);
      const all = syntactic.length > 0 ? syntactic : service.getSemanticDiagnostics(uri);
      return all.map((d) => {
        const at = (offset: number) => {
          const { line, character } = d.file!.getLineAndCharacterOfPosition(offset);
          return `${line + 1}:${character + 1}`;
        };
        return `${at(d.start!)}-${at(d.start! + d.length!)} ts${d.code}`;
      });
    },
    optionProblems: () =>
      service
        .getCompilerOptionsDiagnostics()
        .map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n")),
    completions: (uri: string, offset: number) =>
      service.getCompletionsAtPosition(uri, offset, undefined)?.entries.map((e) => e.name) ?? [],
  };
}

const libraryFolder = dirname(createRequire(import.meta.url).resolve("typescript-5"));

function libraryText(name: string): string | undefined {
  if (!/^lib\.[a-z0-9.]+\.d\.ts$/.test(name)) return undefined;
  try {
    return readFileSync(join(libraryFolder, name), "utf8");
  } catch {
    return undefined;
  }
}
