import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { hosts } from "@scriptyard/hosts";
import { compilerOptions } from "@scriptyard/languages";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { print, printJson, shown } from "../output/terminal.ts";
import { hostById, hostOption } from "./host-option.ts";
import { dirOption, jsonOption } from "./options.ts";

type Options = { dir: string; host: string; json?: boolean };

/** `scriptyard types`: the host's declarations beside the scripts, so that any editor type-checks them. */
export function types(env: Env): Command {
  return new Command("types")
    .description("Write the host's type declarations and a tsconfig.json into the scripts folder.")
    .addOption(dirOption(env.workFolder))
    .addOption(hostOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nKnown hosts: ${hosts.map((host) => host.id).join(", ")}. Both files are written over.`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const host = hostById(options.host);
  const folder = resolve(options.dir);
  await mkdir(folder, { recursive: true });
  const { text, hash } = host.declarations();
  const written = [
    await write(join(folder, "scriptyard.d.ts"), `${text.trimEnd()}\n`),
    await write(join(folder, "tsconfig.json"), `${JSON.stringify(tsconfig, null, 2)}\n`),
  ];
  if (options.json) printJson({ host: host.id, version: host.version, hash, written });
  else for (const path of written) print(shown`wrote ${relative(process.cwd(), path)}`);
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
