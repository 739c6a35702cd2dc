import type { Diagnostic, LanguageId } from "@scriptyard/model";
import type { CrewStats } from "./children/crew.ts";
import type { Payer } from "./children/fair-line.ts";

export type { CrewStats, Payer };

/** An import statement of a script, 1-based position of the specifier. */
export type ImportReference = {
  specifier: string;
  line: number;
  column: number;
  endColumn: number;
  /** Names taken at run time; `*` for the whole module, `default` for the default export. */
  names: string[];
  /** `import type …`: erased, so the module is needed by the type check only. */
  typeOnly?: boolean;
  /** `export * from`: everything the module exports is exported again. */
  exportAll?: boolean;
};

export type CompileOutput = {
  /** JavaScript with the author's lines and columns; null when the text cannot run. */
  code: string | null;
  /** Source map as JSON text where positions move; null when they are kept. */
  map: string | null;
  /** `syntax` and `policy` findings: text that does not parse, `eval`, `new Function`, dynamic import, Node or DOM globals. */
  diagnostics: Diagnostic[];
  imports: ImportReference[];
  /** Names the module exports at run time; those of `export * from` are left to `linkLibraries`. */
  exports: string[];
  /** Names it exports as types only. */
  typeExports?: string[];
};

/** What the editor knows of a language, without its compiler. */
export type EditorLanguage = Pick<Language, "id" | "title" | "extensions" | "monacoId">;

/** One authoring language. `compile` caps size and nesting before any parser runs; it never throws on hostile text. */
export interface Language {
  id: LanguageId;
  title: string;
  /** File extensions without dot, e.g. `["ts"]`. */
  extensions: string[];
  /** Monaco language id. */
  monacoId: string;
  compile(source: string, file: string): CompileOutput;
}

/** One module of a check: every script and library of the program. */
export type CheckModule = { specifier: string; language: LanguageId; source: string };

export type CheckProject = {
  /** The host's declarations (`hostDeclarations(host).text`). */
  declarations: string;
  /** Changes of declarations are recognised by it; scripts of one realm share one warm project. */
  declarationsHash: string;
  /** The script to check. */
  entry: CheckModule;
  /**
   * Hook whose signature the entry must export, e.g. `onExecute`; null for a library.
   * The host's declarations hold `interface ScriptyardHooks { onExecute: (context: …, form: …) => … }`.
   */
  hook: string | null;
  /** Libraries it may import, by specifier. */
  libraries: CheckModule[];
};

/** Server-side type check in killable child processes; see `createScriptChecker`. */
export interface ScriptChecker extends AsyncDisposable {
  /** @param payer whose turn it takes; default: the system's */
  check(project: CheckProject, payer?: Payer, signal?: AbortSignal): Promise<Diagnostic[]>;
  stats(): CrewStats;
}
