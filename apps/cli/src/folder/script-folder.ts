import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import type { LanguageId } from "@scriptyard/model";
import { readFolder, readPath, type ScriptPath } from "@scriptyard/runner/script-files";
import { CommandError } from "../command-error.ts";

/** A script as a file: `<folder>/<module>/<name>.<extension>`. */
export type ScriptFile = {
  /** Relative to the folder, with forward slashes: what messages show. */
  path: string;
  module: string;
  name: string;
  /** `module/name`. */
  specifier: string;
  language: LanguageId;
  source: string;
};

/** A file that is no script, and what to do about it. */
export type FileProblem = { path: string; message: string };

export type ScriptFolder = { root: string; files: ScriptFile[]; problems: FileProblem[] };

/**
 * Reads every script below a folder, by the rules of the server. What cannot be a script is a problem with a remedy, never
 * a crash; files that are no source text (READMEs, `tsconfig.json`, declarations, dot files) are left alone. So are files
 * of one realm below `@<realm>/`: they are a server's own, and no work of whoever pulls and pushes drafts.
 *
 * @throws CommandError when there is no such folder
 */
export async function readScriptFolder(folder: string, hosts: readonly Host[]): Promise<ScriptFolder> {
  const root = await requireFolder(folder);
  const { files: found, strays, refused } = await readFolder(root, hosts);
  const problems: FileProblem[] = [...strays].map(([path, message]) => ({ path, message }));
  for (const path of refused) problems.push({ path, message: "It leads out of the folder." });
  const files: ScriptFile[] = [];
  const byName = new Map<string, string>();
  for (const { at, read } of [...found.values()].sort((a, b) => (a.at.path < b.at.path ? -1 : 1))) {
    if (at.realm !== null) continue;
    const { path } = at;
    const specifier = `${at.module}/${at.name}`;
    const rival = byName.get(specifier);
    if (read.kind === "problem") problems.push({ path, message: read.problem });
    else if (rival !== undefined)
      problems.push({ path, message: `${rival} is the same script. Remove one of the two files.` });
    else {
      byName.set(specifier, path);
      files.push(scriptFile(at, read.source));
    }
  }
  return { root, files, problems };
}

/**
 * One file of a folder.
 *
 * @throws CommandError saying why it cannot be a script
 */
export async function readScript(root: string, path: string, hosts: readonly Host[]): Promise<ScriptFile> {
  const found = await readPath(root, path, hosts);
  const fail = (why: string) => new CommandError(`${path} cannot be run: ${why}`);
  if (found.kind === "stray") throw fail(found.message);
  if (found.kind === "moving") throw fail("It is being written just now. Try again.");
  if (found.kind === "absent")
    throw fail("There is no script of that name. Scripts are files such as login/terms.ts.");
  if (found.read.kind === "problem") throw fail(found.read.problem);
  return scriptFile(found.at, found.read.source);
}

/**
 * The folder's absolute path.
 *
 * @throws CommandError when it is not there
 */
export async function requireFolder(folder: string): Promise<string> {
  const root = resolve(folder);
  const reason = await stat(root).then(
    (found) => (found.isDirectory() ? null : "it is a file"),
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? "it does not exist" : error.message),
  );
  if (reason === null) return root;
  throw new CommandError(
    `The scripts folder ${root} cannot be read: ${reason}. Name another with --dir, or make it with \`scriptyard extract\`.`,
  );
}

function scriptFile({ path, module, name, language }: ScriptPath, source: string): ScriptFile {
  return { path, module, name, specifier: `${module}/${name}`, language, source };
}
