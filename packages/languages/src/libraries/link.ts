import { type Diagnostic, didYouMean, type LanguageId } from "@scriptyard/model";
import { languageById } from "../all.ts";
import { isStandardSpecifier, standardExports, standardLibraries } from "../standard/index.ts";
import type { CheckModule, CompileOutput, ImportReference } from "../types.ts";

export type LibrarySource = { source: string; language: LanguageId };

export type LinkInput = {
  /** The script itself. */
  entry: CheckModule;
  /** A realm's library by specifier, or null. A map serves as well, and lets a wrong name be guessed. */
  resolve: ((specifier: string) => LibrarySource | null) | ReadonlyMap<string, LibrarySource>;
  /** Specifiers there are, for "did you mean"; the map's keys when `resolve` is a map. */
  known?: readonly string[];
  /** Instead of compiling anew: the caller's cache. */
  compile?: (module: CheckModule) => CompileOutput;
};

export type LinkedModule = CheckModule & {
  output: CompileOutput;
  /** Reached through `import type` only: needed by the type check, absent at run time. */
  typeOnly: boolean;
};

export type LinkResult = {
  /** Libraries before those that import them, the entry last. */
  modules: LinkedModule[];
  /** Everything found: compile findings of every module under its own `file`, then missing names and cycles. */
  diagnostics: Diagnostic[];
};

/** More findings than this help nobody. */
const maxDiagnostics = 200;
/** Guessing what was meant looks at every name there is. */
const maxGuesses = 10;
const maxNames = 2_000;

/** More modules than this in one program are a mistake; the check and the image would pay for it. */
const maxModules = 200;

/**
 * Compiles a script with every library it imports, directly or not, and checks that they fit together: names exist,
 * nothing imports itself or in a circle. Pure: reads through `resolve` only.
 *
 * @example linkLibraries({ entry: { specifier: "login/risk", language: "typescript", source }, resolve: libraries })
 */
export function linkLibraries(input: LinkInput): LinkResult {
  return new Linker(input).link();
}

/** What a program is made of at run time, once nothing was found that keeps it from running. */
export function programModules({ modules }: LinkResult): { specifier: string; code: string }[] {
  return modules
    .filter((module) => !module.typeOnly)
    .map(({ specifier, output }) => ({ specifier, code: output.code! }));
}

class Linker {
  readonly #input: LinkInput;
  readonly #modules = new Map<string, LinkedModule>();
  readonly #ordered: LinkedModule[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #guesses = 0;
  readonly #exports = new Map<LinkedModule, Set<string> | null>();
  /** Modules being linked, outermost first: an import of one of them closes a circle. */
  readonly #path: string[] = [];

  constructor(input: LinkInput) {
    this.#input = input;
  }

  link(): LinkResult {
    this.#visit(this.#add(this.#input.entry, false));
    for (const module of this.#ordered) this.#checkNames(module);
    const compiled = [...this.#modules.values()].flatMap((m) => m.output.diagnostics);
    return { modules: this.#ordered, diagnostics: [...compiled, ...this.#diagnostics] };
  }

  #add(module: CheckModule, typeOnly: boolean): LinkedModule {
    const compile =
      this.#input.compile ??
      (({ language, source, specifier }) => languageById(language).compile(source, specifier));
    const linked = { ...module, output: compile(module), typeOnly };
    this.#modules.set(module.specifier, linked);
    return linked;
  }

  #visit(module: LinkedModule): void {
    this.#path.push(module.specifier);
    // What can never be a library was reported by the compiler.
    const impossible = new Set(
      module.output.diagnostics.filter((d) => d.code === "scriptyard/unknown-import").map(placeOf),
    );
    for (const reference of module.output.imports)
      if (!impossible.has(placeOf(reference))) this.#follow(module, reference);
    this.#path.pop();
    if (!this.#ordered.includes(module)) this.#ordered.push(module);
  }

  #follow(importer: LinkedModule, reference: ImportReference): void {
    const { specifier } = reference;
    const typeOnly = importer.typeOnly || reference.typeOnly === true;
    if (specifier === importer.specifier) {
      this.#report(
        importer,
        reference,
        "self-import",
        "A script cannot import itself",
        "Use the name directly; it is in this text.",
      );
      return;
    }
    if (isStandardSpecifier(specifier)) {
      if (standardExports(specifier) === null) this.#reportMissing(importer, reference);
      return;
    }
    const start = this.#path.indexOf(specifier);
    if (start >= 0) {
      if (!typeOnly) {
        const circle = [...this.#path.slice(start), specifier].join(" → ");
        this.#report(
          importer,
          reference,
          "import-cycle",
          `These import each other in a circle: ${circle}`,
          "Move what both need into a third library.",
        );
      }
      return;
    }
    const known = this.#modules.get(specifier);
    if (known !== undefined) {
      // Seen for its types first, needed at run time now: its own imports are, too.
      if (known.typeOnly && !typeOnly) {
        known.typeOnly = false;
        this.#visit(known);
      }
      return;
    }
    const library = this.#resolve(specifier);
    if (library === null) this.#reportMissing(importer, reference);
    else if (this.#modules.size >= maxModules) {
      const message = `The script needs more than ${maxModules} libraries`;
      this.#report(importer, reference, "too-many-libraries", message, "Merge small libraries.");
    } else this.#visit(this.#add({ specifier, ...library }, typeOnly));
  }

  #resolve(specifier: string): LibrarySource | null {
    const { resolve } = this.#input;
    return (typeof resolve === "function" ? resolve(specifier) : resolve.get(specifier)) ?? null;
  }

  #reportMissing(importer: LinkedModule, reference: ImportReference): void {
    const { resolve, known } = this.#input;
    const isStandard = isStandardSpecifier(reference.specifier);
    const names = isStandard
      ? standardLibraries
      : (known ?? (typeof resolve === "function" ? [] : [...resolve.keys()]));
    const guess = this.#guess(reference.specifier, names);
    const remedy =
      guess !== null
        ? `Did you mean "${guess}"?`
        : names.length === 0
          ? "Create the library, or correct the name."
          : `Libraries there are: ${names.slice(0, 10).join(", ")}${names.length > 10 ? ", …" : ""}.`;
    this.#report(
      importer,
      reference,
      "unknown-library",
      isStandard
        ? `The standard library has no "${reference.specifier}"`
        : `There is no library "${reference.specifier}" in this realm`,
      remedy,
    );
  }

  /** Every imported name must be exported, by the library or by those it re-exports whole. */
  #checkNames(module: LinkedModule): void {
    for (const reference of module.output.imports) {
      const library = this.#modules.get(reference.specifier);
      const standard = isStandardSpecifier(reference.specifier) ? standardExports(reference.specifier) : null;
      if (reference.typeOnly === true || library === module) continue;
      const exported = standard?.values ?? (library === undefined ? null : this.#exportsOfAll(library));
      if (exported === null) continue;
      for (const name of reference.names) {
        if (name === "*" || exported.has(name)) continue;
        const types = standard
          ? standard.types.has(name)
          : library?.output.typeExports?.includes(name) === true;
        const guess = this.#guess(name, exported);
        this.#report(
          module,
          reference,
          "unknown-export",
          types
            ? `\`${name}\` of "${reference.specifier}" is a type`
            : `"${reference.specifier}" does not export \`${name}\``,
          types
            ? `Write \`import type { ${name} } from "${reference.specifier}"\`.`
            : guess !== null
              ? `Did you mean \`${guess}\`?`
              : exported.size === 0
                ? "It exports nothing; write `export` before what it should offer."
                : `It exports: ${[...exported].slice(0, 10).join(", ")}${exported.size > 10 ? ", …" : ""}.`,
        );
      }
    }
  }

  /** Worked out once for each library: a text may import from it in thousands of statements. */
  #exportsOfAll(library: LinkedModule): Set<string> | null {
    let known = this.#exports.get(library);
    if (known === undefined) {
      known = this.#exportsOf(library, new Set());
      this.#exports.set(library, known);
    }
    return known;
  }

  /** Null when a library did not compile: what it exports is not known then, and the compile error says enough. */
  #exportsOf(module: LinkedModule, seen: Set<LinkedModule>): Set<string> | null {
    const names = new Set(module.output.exports);
    if (seen.has(module)) return names;
    seen.add(module);
    if (module.output.diagnostics.some((d) => d.source === "syntax" && d.severity === "error")) return null;
    for (const reference of module.output.imports) {
      if (reference.exportAll !== true || reference.typeOnly === true) continue;
      const library = this.#modules.get(reference.specifier);
      const more = library === undefined ? null : this.#exportsOf(library, seen);
      if (more === null) return null;
      for (const name of more) if (name !== "default") names.add(name);
    }
    return names;
  }

  #guess(name: string, known: Iterable<string>): string | null {
    this.#guesses += 1;
    return this.#guesses > maxGuesses ? null : didYouMean(name, known, maxNames);
  }

  #report(module: LinkedModule, at: ImportReference, code: string, message: string, remedy: string): void {
    if (this.#diagnostics.length >= maxDiagnostics) return;
    this.#diagnostics.push({
      file: module.specifier,
      line: at.line,
      column: at.column,
      endLine: at.line,
      endColumn: at.endColumn,
      code: `scriptyard/${code}`,
      severity: "error",
      source: "library",
      message,
      remedy,
    });
  }
}

function placeOf({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`;
}
