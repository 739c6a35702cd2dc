import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { languageForExtension } from "@scriptyard/languages";
import { type LanguageId, scriptSchema, sourceLimits } from "@scriptyard/model";
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
 * Reads every script below a folder. What cannot be a script is a problem with a remedy, never a crash; files that are
 * no source text (READMEs, `tsconfig.json`, declarations, dot files) are left alone.
 *
 * @throws CommandError when the folder itself cannot be read
 */
export async function readScriptFolder(folder: string): Promise<ScriptFolder> {
  const root = resolve(folder);
  const files: ScriptFile[] = [];
  const problems: FileProblem[] = [];
  for (const module of await folderNames(root)) {
    for (const file of (await readdir(join(root, module))).sort()) {
      if (!isSource(file)) continue;
      const path = `${module}/${file}`;
      const read = await readScript(root, path);
      if ("message" in read) problems.push(read);
      else files.push(read);
    }
  }
  return { root, files, problems: [...problems, ...twins(files)] };
}

/** One file of a folder; a problem when it cannot be a script. */
export async function readScript(root: string, path: string): Promise<ScriptFile | FileProblem> {
  const fail = (message: string): FileProblem => ({ path, message });
  const [module = "", file = ""] = path.split("/");
  const dot = file.lastIndexOf(".");
  const name = file.slice(0, dot);
  const language = languageForExtension(file.slice(dot + 1));
  if (language === undefined) return fail(`no language is written in .${file.slice(dot + 1)} files`);
  for (const [what, value] of [
    ["module", module],
    ["name", name],
  ] as const) {
    const parsed = scriptSchema.shape[what].safeParse(value);
    if (!parsed.success)
      return fail(`"${value}" cannot be the ${what} of a script: ${parsed.error.issues[0]!.message}`);
  }
  const full = join(root, path);
  if (!(await staysInside(root, full)))
    return fail("is a link that leads out of the folder; put the file itself here");
  const { size } = await stat(full);
  if (size > sourceLimits.bytes)
    return fail(`has ${size} bytes; at most ${sourceLimits.bytes} are allowed. Move parts into shared/`);
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(full));
  } catch {
    return fail("is not UTF-8 text");
  }
  return { path, module, name, specifier: `${module}/${name}`, language: language.id, source };
}

async function folderNames(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "it does not exist" : String(error);
    throw new CommandError(
      `The scripts folder ${root} cannot be read: ${reason}. Name another with --dir, or make it with \`scriptyard extract\`.`,
      { cause: error },
    );
  }
}

const isSource = (file: string): boolean =>
  !file.startsWith(".") && !file.endsWith(".d.ts") && /\.(ts|js|mts|cts|mjs|cjs|tsx|jsx)$/.test(file);

/** A link may point within the folder; one that leads out could publish any file of the machine. */
async function staysInside(root: string, full: string): Promise<boolean> {
  if (!(await lstat(full)).isSymbolicLink()) return true;
  const target = relative(await realpath(root), await realpath(full));
  return target !== "" && !target.startsWith(`..${sep}`) && target !== "..";
}

/** `a.ts` beside `a.js`: nobody could say which of them is the script. */
function twins(files: readonly ScriptFile[]): FileProblem[] {
  const first = new Map<string, string>();
  return files.flatMap(({ specifier, path }) => {
    const other = first.get(specifier);
    if (other === undefined) {
      first.set(specifier, path);
      return [];
    }
    return [{ path, message: `is the same script as ${other}; keep one of them` }];
  });
}
