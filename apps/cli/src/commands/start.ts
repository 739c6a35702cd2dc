import { relative, resolve } from "node:path";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { print, shown } from "../output/terminal.ts";
import { serverProcess } from "../server/process.ts";
import { startFolder } from "../server/start-folder.ts";
import { watchedServerProcess } from "../server/watched-process.ts";
import { configOption } from "./host-option.ts";

/** `scriptyard start`: the server, as a child that gets our signals and whose exit code is ours. */
export function start(env: Env): Command {
  return new Command("start")
    .description("Start the server: console, HTTP API and sandbox in one process.")
    .argument("[dir]", "folder of the installation (default: here, or the only one directly below)")
    .addOption(configOption(env))
    .option("--accept", "start although a host changed in a way that published scripts do not fit")
    .option("--watch", "load hosts anew when they change, while the server runs")
    .addHelpText(
      "after",
      "\nIt is set up with a configuration and environment variables; the README lists them.",
    )
    .action((dir: string | undefined, options: Options) => run(dir ?? null, options, env));
}

type Options = { config?: string; watch?: boolean; accept?: boolean };

async function run(dir: string | null, { config, watch, accept }: Options, { dataDir }: Env): Promise<void> {
  const here = process.cwd();
  const file = config === undefined ? undefined : resolve(config);
  const folder = file !== undefined && dir === null ? here : startFolder(dir, here, dataDir);
  if (folder !== here) {
    print(shown`Starting in ${relative(here, folder)}.`);
    process.chdir(folder);
  }
  const env = {
    // Under npm the server looks first where the command was typed.
    ...(folder !== here && { INIT_CWD: folder }),
    ...(file !== undefined && { SCRIPTYARD_CONFIG: file }),
    // Whoever is changing a host is told what does not fit, and goes on.
    ...((accept || watch) && { SCRIPTYARD_ACCEPT_HOSTS: "true" }),
  };
  if (watch) await watchedServerProcess(file === undefined ? {} : { config: file }, env);
  else await serverProcess([], env);
}
