import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import { compilerOptions, standardDeclarations } from "@scriptyard/languages";

/**
 * What lets any editor check scripts in a folder as the server would: the host's declarations, and its rules.
 *
 * @returns the files, written over
 */
export async function writeTypes(folder: string, host: Host): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return [
    await write(
      join(folder, "scriptyard.d.ts"),
      `${host.declarations().text.trimEnd()}\n\n${standardDeclarations.trimEnd()}\n`,
    ),
    await write(join(folder, "tsconfig.json"), `${JSON.stringify(tsconfig, null, 2)}\n`),
  ];
}

async function write(path: string, text: string): Promise<string> {
  await writeFile(path, text);
  return path;
}

/** The rules the server checks by, for editors that read a file. */
const tsconfig = {
  compilerOptions: { ...compilerOptions("typescript"), paths: { "*": ["./*"] } },
  include: ["**/*.ts", "**/*.js"],
};
