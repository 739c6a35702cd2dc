import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { slug } from "@scriptyard/model";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { newFiles } from "../init/templates.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { jsonOption } from "./options.ts";

type Options = { name?: string; yes?: boolean; json?: boolean };

const details = `
Makes a configuration, a host with two hooks and example functions, scripts with samples, and a README.
Nothing is written over: where a file is in the way, it is named and nothing is made.
  scriptyard init                        asks for a name
  scriptyard init shop --yes             ./shop, with a host and a realm "shop"
  scriptyard init . --name pricing`;

/** `scriptyard init`: an installation for a product of one's own. */
export function init({ command }: Env): Command {
  return new Command("init")
    .description("Make a host of your own, with a configuration that runs it.")
    .argument("[dir]", "folder to make it in", ".")
    .option("--name <name>", "name of host and realm (default: the folder's)")
    .option("--yes", "ask nothing")
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action((dir: string, options: Options) => run(dir, options, command));
}

async function run(dir: string, options: Options, command: Env["command"]): Promise<void> {
  const folder = resolve(dir);
  const name = options.name ?? (await askName(basename(folder), options));
  requireName(name);
  const files = newFiles(name);
  const inTheWay = files.map(({ path }) => path).filter((path) => existsSync(join(folder, path)));
  if (inTheWay.length > 0)
    throw new CommandError(
      `${folder} holds files of the same names; nothing was made: ${inTheWay.join(", ")}.`,
    );
  for (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    // Somebody may have made it just now.
    await writeFile(file, text, { flag: "wx" });
  }
  if (options.json) return printJson({ folder, name, files: files.map(({ path }) => path) });
  for (const { path } of files) print(shown`${paint("green", "made")} ${path}`);
  const there = relative(process.cwd(), folder);
  print(shown`Next: ${there === "" ? "" : `cd ${there} && `}${command} start`);
}

/** What the folder is called, made into a name; somebody at a terminal may choose another. */
async function askName(folderName: string, { yes, json }: Options): Promise<string> {
  const proposal = folderName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "");
  if (yes || json || !process.stdin.isTTY) return proposal;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  // Ctrl+C, or the end of the input: the question would wait for ever.
  terminal.once("close", () => closed.abort());
  try {
    const answer = await terminal.question(`Name of host and realm (${proposal}): `, closed);
    return answer.trim() || proposal;
  } catch (cause) {
    throw new CommandError("Cancelled; nothing was made.", { cause });
  } finally {
    terminal.close();
  }
}

function requireName(name: string): void {
  const parsed = slug.safeParse(name);
  if (!parsed.success)
    throw new CommandError(
      `"${name}" cannot be the name of a host: use ${parsed.error.issues[0]!.message}. Say --name.`,
    );
}
