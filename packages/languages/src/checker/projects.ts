import type { LanguageId } from "@scriptyard/model";
import type { Project, Diagnostic as TypeScriptDiagnostic } from "typescript/unstable/async";
import { extensionOf } from "../editor.ts";
import { normalizeSource } from "../source/text.ts";
import { standardDeclarations } from "../standard/index.ts";
import type { CheckModule, CheckProject } from "../types.ts";
import { compilerOptions } from "../typescript/compiler-options.ts";
import { hookAssertion } from "./hook.ts";
import type { TypeScriptProcess } from "./typescript-process.ts";
import { libraryFolder } from "./virtual-files.ts";

/** Realms with different declarations whose projects stay warm at once. */
const maxProjects = 8;

/** A finding by UTF-16 offsets into the text it is about. */
export type TypeFinding = {
  code: number;
  start: number;
  end: number;
  message: string;
  severity: "error" | "warning";
};

export type CheckSession = {
  entryFindings(): Promise<TypeFinding[]>;
  hookFindings(): Promise<TypeFinding[]>;
};

type WarmProject = { root: string; files: Map<string, string> };

/**
 * One TypeScript project per declarations and language, kept warm. Each check writes its files into the project and
 * names only what changed, so that TypeScript reuses everything else.
 */
export class Projects {
  readonly #process: TypeScriptProcess;
  /** Least recently used first. */
  readonly #warm = new Map<string, WarmProject>();
  #made = 0;
  #release: (() => Promise<void>) | undefined;

  constructor(process: TypeScriptProcess) {
    this.#process = process;
  }

  /** @param text the entry's text, normalised */
  async update(project: CheckProject, text: string): Promise<CheckSession> {
    const key = `${project.entry.language} ${project.declarationsHash}`;
    const { opened, root } = await this.open(key, (at) => filesOf(at, project, text));
    return {
      entryFindings: () => findings(opened, root, modulePath(root, project.entry)),
      hookFindings: () => findings(opened, root, hookPath(root)),
    };
  }

  /** The project of that key with these files and no others. It is true until the next one is opened. */
  async open(
    key: string,
    files: (root: string) => Map<string, string>,
  ): Promise<{ opened: Project; root: string }> {
    const known = this.#warm.get(key);
    const warm = known ?? { root: `/p${++this.#made}`, files: new Map<string, string>() };
    this.#warm.delete(key);
    this.#warm.set(key, warm);
    const { root } = warm;
    const changes = this.#write(warm, files(root));
    const config = `${root}/tsconfig.json`;
    const evicted = this.#evict();
    const snapshot = await this.#process.api.updateSnapshot({
      ...(known === undefined ? { openProjects: [config] } : { fileChanges: changes }),
      ...(evicted !== null && { closeProjects: [`${evicted.root}/tsconfig.json`] }),
    });
    await this.#release?.();
    this.#release = () => snapshot.dispose();
    const opened = snapshot.getProject(config);
    if (opened === undefined) throw new Error("TypeScript did not open the project.");
    return { opened, root };
  }

  #write(warm: WarmProject, files: Map<string, string>) {
    const changes = { changed: [] as string[], created: [] as string[], deleted: [] as string[] };
    for (const path of warm.files.keys()) {
      if (files.has(path)) continue;
      changes.deleted.push(path);
      this.#process.files.delete(path);
    }
    for (const [path, text] of files) {
      const before = warm.files.get(path);
      if (before === text) continue;
      (before === undefined ? changes.created : changes.changed).push(path);
      this.#process.files.set(path, text);
    }
    warm.files = files;
    return changes;
  }

  #evict(): WarmProject | null {
    if (this.#warm.size <= maxProjects) return null;
    const [key, oldest] = this.#warm.entries().next().value!;
    this.#warm.delete(key);
    for (const path of oldest.files.keys()) this.#process.files.delete(path);
    return oldest;
  }
}

function filesOf(root: string, project: CheckProject, text: string): Map<string, string> {
  const { entry, hook, libraries, declarations } = project;
  const texts = libraries.map((one) => ({ ...one, source: normalizeSource(one.source) }));
  return projectFiles(root, {
    declarations,
    language: entry.language,
    texts: [...texts, { ...entry, source: text }],
    root: hookAssertion(entry, hook),
  });
}

/** @param texts normalised; `root` is the text of the hidden module from which they are reached. */
export function projectFiles(
  root: string,
  project: { declarations: string; language: LanguageId; texts: readonly CheckModule[]; root: string },
): Map<string, string> {
  const files = new Map<string, string>();
  const config = {
    compilerOptions: { ...compilerOptions(project.language), paths: { "*": ["./m/*"] } },
    files: ["./host.d.ts", "./standard.d.ts", "./hook.ts"],
  };
  files.set(`${root}/tsconfig.json`, JSON.stringify(config));
  files.set(declarationsPath(root), project.declarations);
  files.set(standardPath(root), standardDeclarations);
  for (const text of project.texts) files.set(modulePath(root, text), text.source);
  files.set(hookPath(root), project.root);
  return files;
}

export function modulePath(root: string, module: { specifier: string; language: LanguageId }): string {
  return `${root}/m/${module.specifier}.${extensionOf(module.language)}`;
}

export function declarationsPath(root: string): string {
  return `${root}/host.d.ts`;
}

function standardPath(root: string): string {
  return `${root}/standard.d.ts`;
}

function hookPath(root: string): string {
  return `${root}/hook.ts`;
}

async function findings(project: Project, root: string, path: string): Promise<TypeFinding[]> {
  const { program } = project;
  const [syntactic, bound, semantic] = await Promise.all([
    program.getSyntacticDiagnostics(path),
    program.getBindDiagnostics(path),
    program.getSemanticDiagnostics(path),
  ]);
  // TypeScript itself shows no semantic errors of a file that does not parse.
  const all = syntactic.length > 0 ? syntactic : [...bound, ...semantic];
  // What the binder finds the checker may find again.
  const seen = new Set<string>();
  const isNew = (d: TypeScriptDiagnostic) => {
    const key = `${d.pos} ${d.end} ${d.code}`;
    return seen.has(key) ? false : seen.add(key);
  };
  return all
    .filter((d) => d.fileName === path && d.category <= 1 && isNew(d))
    .map((d) => ({
      code: d.code,
      start: d.pos,
      end: d.end,
      message: messageOf(d, root),
      severity: d.category === 1 ? ("error" as const) : ("warning" as const),
    }))
    .sort((a, b) => a.start - b.start || a.code - b.code);
}

/** The message with its reasons indented below, without the names of files only we know. */
function messageOf(diagnostic: TypeScriptDiagnostic, root: string): string {
  const lines: string[] = [];
  const add = (d: TypeScriptDiagnostic, depth: number) => {
    if (lines.length >= 8) return;
    lines.push("  ".repeat(depth) + d.text);
    for (const reason of d.messageChain ?? []) add(reason, depth + 1);
  };
  add(diagnostic, 0);
  return lines
    .join("\n")
    .replaceAll(`${root}/m/`, "")
    .replaceAll(declarationsPath(root), "the host's declarations")
    .replaceAll(standardPath(root), "the standard library")
    .replaceAll(`${root}/`, "")
    .replaceAll(`${libraryFolder}/`, "");
}
