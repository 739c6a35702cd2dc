import { cryptoDeclarations } from "./declarations/crypto.ts";
import { libraryDeclarations } from "./declarations/libraries.ts";
import { webDeclarations } from "./declarations/web.ts";

/**
 * TypeScript declarations of the standard library: what every script may use beside the language and what its host opens.
 * The same for all realms and hosts. The sandbox loads of it what a program mentions (`sandbox/src/standard`).
 */
export const standardDeclarations: string = [
  webDeclarations,
  cryptoDeclarations,
  ...Object.entries(libraryDeclarations).map(
    ([specifier, text]) => `declare module "${specifier}" {\n${text}}\n`,
  ),
].join("\n");

/** Address of the standard library's declarations as an extra lib of Monaco. */
export const standardDeclarationsUri = "file:///host/scriptyard-standard.d.ts";

/** Libraries that every realm has: `import { parse } from "std/csv"`. */
export const standardLibraries: readonly string[] = Object.keys(libraryDeclarations);

/** Whether an import asks for the standard library. No realm's library can be in its place, also where it has none of that name. */
export function isStandardSpecifier(specifier: string): boolean {
  return specifier.startsWith("std/");
}

/** What a library of the standard library exports; null where there is none of that name. */
export function standardExports(specifier: string): { values: Set<string>; types: Set<string> } | null {
  const text = Object.hasOwn(libraryDeclarations, specifier) ? libraryDeclarations[specifier]! : null;
  if (text === null) return null;
  const values = new Set<string>();
  const types = new Set<string>();
  for (const [, kind, name] of text.matchAll(/^ {2}export (function|const|class|interface|type) (\w+)/gm))
    (kind === "interface" || kind === "type" ? types : values).add(name!);
  return { values, types };
}
