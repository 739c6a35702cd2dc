import type { LanguageId } from "@scriptyard/model";

const parts = (year: string, names: string) => names.split(" ").map((name) => `${year}.${name}`);

/**
 * What describes the language that both engines run: ES2024 and most of ES2025, without shared memory, weak references and
 * resizable buffers, which scripts have not, and without `Array.fromAsync`, which one engine lacks. A test of the runner asks
 * the engines for every member that these have and every one they leave out. The names are those that TypeScript 5.9, which
 * is in the editor, and 7 both know; they call ES2025 `esnext`.
 */
export const languageLibraries: readonly string[] = [
  "es5",
  "es2015",
  ...parts("es2016", "array.include intl"),
  ...parts("es2017", "arraybuffer date intl object string typedarrays"),
  ...parts("es2018", "asyncgenerator asynciterable intl promise regexp"),
  ...parts("es2019", "array object string symbol"),
  ...parts("es2020", "bigint date intl number promise string symbol.wellknown"),
  ...parts("es2021", "intl promise string"),
  ...parts("es2022", "array error intl object regexp string"),
  ...parts("es2023", "array collection intl"),
  ...parts("es2024", "collection object promise regexp string"),
  ...parts("esnext", "collection error float16 iterator promise"),
];

/**
 * The rules scripts are checked by, as written in a tsconfig. The server's checker and the editor use the same, so
 * that an author never publishes into errors the editor did not show.
 */
export function compilerOptions(language: LanguageId) {
  return {
    target: "es2023",
    lib: [...languageLibraries],
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
    // By their whole names: Monaco's worker takes a file without `.d.ts` for a JavaScript module, and its types for nobody's.
    lib: languageLibraries.map((name) => `lib.${name}.d.ts`),
    types: [] as string[],
    allowNonTsExtensions: true,
    // `import "shared/dates"` finds `scriptUri("shared/dates")`.
    baseUrl: realmRoot,
    paths: { "*": ["./*"] },
  };
}

/** Folder of every script's and library's model in the editor. */
export const realmRoot = "file:///realm";
