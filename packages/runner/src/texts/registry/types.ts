import type { Diagnostic, LanguageId, Script, SourceLayer } from "@scriptyard/model";
import type { LibraryText } from "../libraries.ts";

/** Where external scripts come from, and how. */
export type ScriptsFolder = {
  /** Absolute path; it need not exist yet. */
  folder: string;
  /** How people know it: as it was configured. */
  shownAs: string;
  /** Follow changes while running; false = read once at start. */
  hotReload: boolean;
  /** How long a file must have been the same before it is read, in ms. Default 50. */
  stableMs?: number;
};

/** A text that is checked and linked: what runs until a newer one takes its place. */
export type LayerText = {
  layer: "file" | "default";
  /** Within the scripts folder; null for a default. */
  path: string | null;
  language: LanguageId;
  hook: string | null;
  source: string;
  /** Of `source` as it lies on disk. */
  sha256: string;
  changedAt: number | null;
  /** Every library it was linked with, frozen: a later change of a library is checked before it gets here. */
  libraries: LibraryText[];
  modules: { specifier: string; code: string }[];
};

/** Why a text is not used. */
export type LayerProblem = {
  message: string;
  diagnostics: Diagnostic[];
  /** Of the refused text; null when it could not be read. */
  sha256: string | null;
  at: number;
};

/** One source layer of a script, as the status shows it. */
export type LayerStatus = {
  layer: SourceLayer;
  present: boolean;
  /** Of the newest text; null = not checked yet. */
  valid: boolean | null;
  /** A file whose newest text could not be checked yet: the machine was busy, and it is tried again until it can. */
  waits: boolean;
  /** Its text is the one that runs. */
  active: boolean;
  /** For a published version. */
  version: number | null;
  /** For a file, within the scripts folder. */
  path: string | null;
  language: LanguageId | null;
  /** sha-256 of the newest text, valid or not. */
  sha256: string | null;
  changedAt: number | null;
  problem: string | null;
  diagnostics: Diagnostic[];
  /** sha-256 of the previous valid text, where that goes on running because the newest is not valid or waits. */
  keeps: string | null;
};

export type ScriptSources = {
  module: string;
  name: string;
  hook: string | null;
  /** null = nobody has opened or run it yet in this realm. */
  scriptId: `scr_${string}` | null;
  active: SourceLayer | null;
  /** `version 3`, `file wargame/hit_simulator.ts`, `default`; null when nothing can run. */
  liveText: string | null;
  /** How long the text that runs took to compile, in µs; null when this process has not compiled it yet. */
  compileUs: number | null;
  layers: LayerStatus[];
};

/** Where a script is looked for: by its name, and by its id where that is known. */
export type ScriptAt = { module: string; name: string; scriptId?: `scr_${string}` | null };

/** A script by its name, with what is known of it before its layers are read. */
export type SourceName = {
  module: string;
  name: string;
  scriptId: `scr_${string}` | null;
  /** Number of the version that is live; null = none was published. */
  version: number | null;
  /** What runs where no version does. */
  below: "file" | "default" | null;
  /** Hook of what is below; null = a library, or nothing that runs. */
  hookBelow: string | null;
};

/** The scripts folder as one realm sees it. */
export type SourcesFolder = {
  /** As configured; null = none. */
  folder: string | null;
  watching: "events" | "polling" | "off";
  /** Whether one of its files is a script of this realm. */
  hasFiles: boolean;
  /** `module/name` of a default whose place a file would take, where there is none yet. */
  example: string | null;
  /** Files that are no script of this realm, and why: the first hundred; the others are counted. */
  unused: { path: string; message: string }[];
  moreUnused: number;
};

/** Which texts there are, and which of them run. */
export interface RunnerSources {
  /** Every script of a realm by name, whatever layer it has; none of them is read. */
  sourceNames(realm: string): Promise<SourceName[]>;
  /** Those of them that are asked for, with their source layers: version, file, default. */
  sources(realm: string, names: readonly ScriptAt[]): Promise<ScriptSources[]>;
  /** The scripts folder as a realm sees it. */
  sourcesFolder(realm: string): Promise<SourcesFolder>;
  /** One of them, with the scripts folder; null where there is none of that name. */
  sourcesOf(at: {
    realm: string;
    module: string;
    name: string;
  }): Promise<(ScriptSources & Pick<SourcesFolder, "folder">) | null>;
  /** Layer a script is live from; null = nothing can run. */
  liveLayer(script: Script): Promise<SourceLayer | null>;
  /** What runs of a realm's scripts that have no version, by `module/name`. */
  layersBelow(realm: string): Promise<ReadonlyMap<string, Exclude<SourceLayer, "version">>>;
  /** The text of a file or default as it ran: `sourceRef.kept` of an execution. Null when it was not kept. */
  keptSource(key: string): Promise<string | null>;
}
