import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ScriptDefault } from "@scriptyard/host-kit";
import { languageById } from "@scriptyard/languages";
import { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import type { Env } from "../env.ts";
import { paint, printJson } from "../output/terminal.ts";
import { hostById, hostOption, jsonOption } from "./options.ts";

type Options = { to: string; host: string; diff?: boolean; json?: boolean };
type Extracted = { path: string; status: "written" | "kept" | "differs"; diff?: string };

/** `scriptyard extract`: the host's default scripts as files, to be changed there. Never writes over a file. */
export function extract(env: Env): Command {
  return new Command("extract")
    .description("Write a host's default scripts as files. Files that are there stay as they are.")
    .option("--to <folder>", "where to", env.scriptsDir)
    .addOption(hostOption())
    .option("--diff", "show how files that differ differ from the default")
    .addOption(jsonOption())
    .action(run);
}

async function run(options: Options): Promise<void> {
  const host = hostById(options.host);
  const done: Extracted[] = [];
  for (const script of host.defaults) done.push(await extractOne(options, script));
  if (options.json) return printJson({ host: host.id, files: done });
  for (const { path, status, diff } of done) {
    const colour = status === "written" ? "green" : status === "differs" ? "yellow" : "dim";
    process.stdout.write(`${paint(colour, status.padEnd(8))} ${path}\n`);
    if (diff !== undefined) process.stdout.write(`${diff}\n`);
  }
}

async function extractOne(options: Options, script: ScriptDefault): Promise<Extracted> {
  const [extension] = languageById(script.language).extensions;
  const path = `${script.module}/${script.name}.${extension}`;
  const full = join(options.to, path);
  await mkdir(dirname(full), { recursive: true });
  try {
    // `wx` makes "is it there?" and "write" one act: a file that appears in between is not lost.
    await writeFile(full, script.source, { flag: "wx" });
    return { path, status: "written" };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const there = await readFile(full, "utf8");
  if (there === script.source) return { path, status: "kept" };
  if (!options.diff) return { path, status: "differs" };
  return { path, status: "differs", diff: createTwoFilesPatch("default", path, script.source, there) };
}
