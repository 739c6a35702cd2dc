import type { Diagnostic, LanguageId, TraceTables, WaysOut } from "@scriptyard/model";
import { type AuthoredText, changedLines, countLineChanges, lineAuthors, noTables } from "@scriptyard/model";
import { languageById } from "../all.ts";
import { linkLibraries } from "../libraries/link.ts";
import { type Offer, offersIn } from "../policy/offers.ts";
import { type Outcomes, outcomesIn } from "../policy/outcomes.ts";
import { type OutsideReference, outsideReferences } from "../policy/references.ts";
import type { CheckModule, CompileOutput } from "../types.ts";

/** What a workshop does with texts that people send. Pure, and nothing of it may run in a server's own thread. */
export const jobs = {
  compile: (module: CheckModule): CompileOutput => compile(module),

  /** What decides which texts a program is made of. */
  outline(module: CheckModule): Outline {
    const { imports, exports } = compile(module);
    return { imports: [...new Set(imports.map(({ specifier }) => specifier))], exports };
  },

  offers: (module: CheckModule): Offer[] => offersIn(module),

  link({ entry, libraries, known, roots }: LinkRequest): Linked {
    const resolve = new Map(libraries.map((library) => [library.specifier, library]));
    const linked = linkLibraries({ entry, resolve, known, compile });
    const output = compile(entry);
    return {
      entry: output,
      diagnostics: linked.diagnostics.slice(0, maxFindings),
      needed: linked.modules
        .filter((module) => !module.typeOnly && module.specifier !== entry.specifier)
        .map(({ specifier, output: { code } }) => ({ specifier, code })),
      references: output.code === null || roots.length === 0 ? [] : referencesTo(output.code, roots),
    };
  },

  /** A program that says what it does: modules that cannot be instrumented stay as they are. */
  instrument({ modules }: InstrumentRequest): Instrumented {
    const tables = noTables();
    const traced = modules.map(({ specifier, language, code }) => ({
      specifier,
      code: languageById(language).instrument?.(code, specifier, tables) ?? code,
    }));
    return { modules: traced, tables };
  },

  references: ({ code, roots }: { code: string; roots: readonly string[] }): OutsideReference[] =>
    referencesTo(code, roots),

  outcomes: ({ code, hook, ways }: { code: string; hook: string; ways: WaysOut }): Outcomes =>
    outcomesIn(code, hook, ways),

  changedLines: ({ before, after }: { before: string; after: string }): number => changedLines(before, after),

  /** From each text to the next. */
  textChanges: ({ texts }: { texts: readonly string[] }) =>
    texts.slice(1).map((text, i) => countLineChanges(texts[i]!, text)),

  lineAuthors: ({ base, texts }: { base: string; texts: readonly AuthoredText[] }) =>
    lineAuthors(base, texts),
} as const;

export type Outline = { readonly imports: readonly string[]; readonly exports: readonly string[] };

export type LinkRequest = {
  entry: CheckModule;
  /** Every library it reaches. */
  libraries: readonly CheckModule[];
  /** Names for "did you mean". */
  known: readonly string[];
  /** Names from outside whose uses in the entry are wanted; none by default. */
  roots: readonly string[];
};

export type InstrumentRequest = {
  /** Compiled, at the author's positions. */
  modules: readonly { specifier: string; language: LanguageId; code: string }[];
};

export type Instrumented = { modules: { specifier: string; code: string }[]; tables: TraceTables };

export type Linked = {
  entry: CompileOutput;
  diagnostics: Diagnostic[];
  /** Libraries needed at run time, before those that import them. */
  needed: { specifier: string; code: string | null }[];
  references: OutsideReference[];
};

/** More findings than this help nobody, and each crosses to another process. */
const maxFindings = 200;
const maxReferences = 2_000;

function referencesTo(code: string, roots: readonly string[]): OutsideReference[] {
  const wanted = new Set(roots);
  return outsideReferences(code)
    .filter(({ path }) => wanted.has(path.split(".", 1)[0]!))
    .slice(0, maxReferences);
}

const keptUnits = 16_000_000;
let kept = 0;
const outputs = new Map<string, CompileOutput>();

/** Remembered by text: a program is looked at several times, and a library in every program that imports it. */
function compile({ language, specifier, source }: CheckModule): CompileOutput {
  const key = `${language}\n${specifier}\n${source}`;
  const known = outputs.get(key);
  if (known !== undefined) return known;
  const output = languageById(language).compile(source, specifier);
  outputs.set(key, output);
  kept += key.length * 2 + 1_000;
  for (const oldest of outputs.keys()) {
    if (kept <= keptUnits) break;
    outputs.delete(oldest);
    kept -= oldest.length * 2 + 1_000;
  }
  return output;
}
