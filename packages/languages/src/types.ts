import type { Diagnostic, LanguageId, TraceTables } from "@scriptyard/model";
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
  /**
   * Compiled code that tells a recorder what it does, statement by statement; see `instrumentModule`. Absent where the
   * language cannot be traced.
   */
  instrument?(code: string, specifier: string, tables: TraceTables): string | null;
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

/** A name, looked for in texts that may import each other. */
export type ReferenceRequest = {
  declarations: string;
  declarationsHash: string;
  /** Every text that may use it, with what lies between them and its declaration. */
  texts: readonly CheckModule[];
  /** The name at a place of a text (1-based), or a property of a type in the declarations, by its path. */
  of: { specifier: string; line: number; column: number } | { type: string; path: readonly string[] };
  /** Places are told up to so many, the others are counted. */
  most: number;
  /** A name it might get: where that is taken already is told too. */
  newName?: string;
};

/** Where a name stands. Offsets are UTF-16 units of the normalised text. */
export type NamePlace = {
  specifier: string;
  start: number;
  end: number;
  line: number;
  column: number;
  /** `member`: of a namespace, an object or a type, `dates.isWeekend`. */
  role: "declaration" | "import" | "export" | "member" | "use";
  /** The name as it is written there: another one where an alias stands for it, `b` of `import { a as b }`. */
  written: string;
  /** What a new name has to be written with, so that the other name of the same place stays: `{ a }` becomes `{ a: b }`. */
  before?: string;
  after?: string;
  /** The other name of the same place, `b` of `{ a: b }` or `a as b`: when both are to be the same, one word says it. */
  other?: { start: number; end: number; name: string };
};

export type References = {
  name: string;
  /** As it is written at the place that was asked about. */
  asked: string;
  /** The text that declares it; null for what the host or the language declares. */
  declaredIn: string | null;
  /** Its text exports it under this name. */
  exported: boolean;
  /** By text, in reading order. */
  places: NamePlace[];
  more: number;
  /** Texts in which `newName` stands for something else; with `exports` it is exported already beside this one. */
  taken: { specifier: string; exports: boolean }[];
};

/** `nothing`: no name stands there. `too-much`: it could not be found out within the limits. */
export type ReferencesAnswer =
  | { status: "found"; references: References }
  | { status: "nothing" | "too-much" };

/** Server-side type check in killable child processes; see `createScriptChecker`. */
export interface ScriptChecker extends AsyncDisposable {
  /** @param payer whose turn it takes; default: the system's */
  check(project: CheckProject, payer?: Payer, signal?: AbortSignal): Promise<Diagnostic[]>;
  /** Where a name is used, by TypeScript's own search: aliases, re-exports and namespaces are followed, shadows are not. */
  references(request: ReferenceRequest, payer?: Payer, signal?: AbortSignal): Promise<ReferencesAnswer>;
  stats(): CrewStats;
}
