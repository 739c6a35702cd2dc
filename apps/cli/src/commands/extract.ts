import { join } from "node:path";
import { type Extracted, extractDefaults } from "@scriptyard/runner/script-files";
import { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import type { Env } from "../env.ts";
import { warnWhenLive } from "../folder/live-folder.ts";
import { installedHosts } from "../hosts/installed.ts";
import { readWithin, TooLongError } from "../input/read-within.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { jsonOption } from "./options.ts";

type Options = { to: string; host?: string; config?: string; diff?: boolean; json?: boolean };
type Line = { path: string; status: Extracted["outcome"]; diff?: string };

/** `scriptyard extract`: the host's default scripts as files, to be changed there. Never writes over a file. */
export function extract(env: Env): Command {
  return new Command("extract")
    .description("Write a host's default scripts as files. Files that are there stay as they are.")
    .option("--to <folder>", "where to", env.workFolder)
    .addOption(hostOption())
    .addOption(configOption(env))
    .option("--diff", "show how files that differ differ from the default")
    .addOption(jsonOption())
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const host = hostById(await installedHosts(options), options.host);
  const extracted = await extractDefaults(options.to, host.defaults);
  const files = await Promise.all(
    extracted.map(async ({ path, outcome: status }, index): Promise<Line> => {
      if (status !== "differs" || !options.diff) return { path, status };
      const there = await textAt(join(options.to, path));
      if (there === null) return { path, status };
      return {
        path,
        status,
        diff: createTwoFilesPatch("default", path, host.defaults[index]!.source, there),
      };
    }),
  );
  if (files.some(({ status }) => status === "written")) warnWhenLive(options.to, env.liveFolder);
  if (options.json) return printJson({ host: host.id, files });
  for (const { path, status, diff } of files) {
    const colour = status === "written" ? "green" : status === "differs" ? "yellow" : "dim";
    print(shown`${paint(colour, status.padEnd(8))} ${path}`);
    if (diff !== undefined) print(shown`${diff}`);
  }
}

/** Null where it is longer than any script may be: nobody reads that difference. */
async function textAt(path: string): Promise<string | null> {
  try {
    return (await readWithin(path, 1_000_000)).toString("utf8");
  } catch (error) {
    if (error instanceof TooLongError) return null;
    throw error;
  }
}
