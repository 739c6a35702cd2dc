import type { LanguageId } from "@scriptyard/model";

/**
 * The rules scripts are checked by, as written in a tsconfig. The server's checker and the editor use the same, so
 * that an author never publishes into errors the editor did not show.
 */
export function compilerOptions(language: LanguageId) {
  return {
    target: "es2023",
    lib: ["es2023"],
    module: "esnext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    types: [] as string[],
    strict: true,
    // JavaScript has no place to write a parameter's type but JSDoc; not writing it is no error there.
    noImplicitAny: language === "typescript",
    noEmit: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
  } as const;
}

/**
 * The same for Monaco's TypeScript worker, which takes the numbers of TypeScript's enums.
 *
 * @example typescriptDefaults.setCompilerOptions(monacoCompilerOptions("typescript"))
 */
export function monacoCompilerOptions(language: LanguageId) {
  return {
    ...compilerOptions(language),
    target: 10, // ES2023
    module: 99, // ESNext
    moduleResolution: 100, // Bundler
    moduleDetection: 3, // Force
    lib: ["es2023"],
    types: [] as string[],
    allowNonTsExtensions: true,
    // `import "shared/dates"` finds `scriptUri("shared/dates")`.
    baseUrl: realmRoot,
    paths: { "*": ["./*"] },
  };
}

/** Folder of every script's and library's model in the editor. */
export const realmRoot = "file:///realm";
