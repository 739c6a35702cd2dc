import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { CallableScript, Host } from "@scriptyard/host-kit";
import { hookIn } from "@scriptyard/runner/script-files";
import { CommandError } from "../command-error.ts";
import type { ScriptFile } from "../folder/script-folder.ts";

/**
 * Writes what the scripts of a realm take and answer, for a program that calls them by `@scriptyard/client`.
 *
 * @param files of a folder; a file goes before the host's own script of its name
 * @returns how many scripts there are that can be called
 * @throws CommandError for a file whose hook is not known
 */
export async function writeClientTypes(
  path: string,
  { host, realm, files }: { host: Host; realm: string; files: readonly ScriptFile[] },
): Promise<number> {
  const hooks = new Map(host.defaults.map(({ module, name, hook }) => [`${module}/${name}`, hook]));
  for (const file of files) {
    const found = hookIn(host, file, file.source);
    if ("problem" in found) throw new CommandError(`${file.path}: ${found.problem}`);
    hooks.set(file.specifier, found.hook);
  }
  const scripts = [...hooks].flatMap(([specifier, hook]): CallableScript[] =>
    hook === null ? [] : [{ specifier, hook }],
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, host.clientTypes(realm, scripts));
  return scripts.length;
}
