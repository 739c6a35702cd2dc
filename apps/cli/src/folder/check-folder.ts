import type { Host } from "@scriptyard/host-kit";
import { languageById, linkLibraries, type ScriptChecker } from "@scriptyard/languages";
import { type Diagnostic, type JsonSchema, languageId } from "@scriptyard/model";
import { hookOf } from "./hook-of.ts";
import type { ScriptFile, ScriptFolder } from "./script-folder.ts";

/** What one file's check found. */
export type Checked = { file: ScriptFile; hook: string | null; diagnostics: Diagnostic[] };

export type CheckFolderOptions = {
  folder: ScriptFolder;
  host: Host;
  checker: ScriptChecker;
  /** Types `context.realm.settings`. */
  settingsSchema?: JsonSchema | undefined;
  /** Only these files (their libraries are read anyway). */
  only?: (file: ScriptFile) => boolean;
  onProgress?: (done: number, all: number) => void;
};

/** The checks of publish, for files: syntax, policy, imports within the folder, and types against the host's declarations. */
export async function checkFolder(options: CheckFolderOptions): Promise<Checked[]> {
  const { folder, host, checker, settingsSchema, only = () => true, onProgress } = options;
  const declarations = host.declarations(settingsSchema ? { settingsSchema } : {});
  const modules = new Map(
    folder.files.map(({ specifier, language, source }) => [specifier, { specifier, language, source }]),
  );
  const checked: Checked[] = [];
  const chosen = folder.files.filter(only);
  for (const file of chosen) {
    const entry = modules.get(file.specifier)!;
    const { exports } = languageById(languageId.parse(file.language)).compile(file.source, file.specifier);
    const hook = hookOf(host, file, exports);
    const linked = linkLibraries({ entry, resolve: modules, known: [...modules.keys()] });
    const diagnostics = linked.diagnostics.filter((d) => d.file === file.specifier);
    if (!diagnostics.some((d) => d.source === "syntax" && d.severity === "error")) {
      const found = await checker.check({
        declarations: declarations.text,
        declarationsHash: declarations.hash,
        entry,
        hook,
        libraries: linked.modules.filter((m) => m.specifier !== file.specifier),
      });
      // Libraries are files of their own: what is wrong with them is said once, there.
      const own = found.filter((d) => d.file === file.specifier);
      const told = new Set(diagnostics.map((d) => d.line));
      diagnostics.push(...own.filter((d) => !(unresolved.has(d.code) && told.has(d.line))));
    }
    checked.push({ file, hook, diagnostics: diagnostics.sort(byPlace) });
    onProgress?.(checked.length, chosen.length);
  }
  return checked;
}

/** Imports the linker could not resolve: the type checker says the same without our remedy. */
const unresolved = new Set(["ts2307", "ts2305", "ts2306", "ts2614", "ts2724", "ts2792"]);

const byPlace = (a: Diagnostic, b: Diagnostic): number => a.line - b.line || a.column - b.column;
